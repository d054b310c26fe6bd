import { replaceField } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import type { Problem } from '../../model/finding.ts';
import { isWholeRule, trafficPolicies } from '../../views/traffic-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, warnedWhere } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const drLoadBalancerInvalid = resourceRule({
  id: 'dr-load-balancer-invalid',
  title: 'Load balancer that cannot be',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [destinationRule],
  fixable: true,
  docs: `A \`loadBalancer\` that Istio refuses:

- a cookie without a name, an attribute of it without a name, or one name twice,
- \`minimumRingSize\` beside \`ringHash\` or \`maglev\`; alone it is deprecated,
- a \`tableSize\` of \`maglev\` that is not a prime number below 5000011,
- \`localityLbSetting\` beside \`zoneAwareLbSetting\`,
- a \`warmup\` whose \`aggression\` is not above 0.

**Do:** correct what the message names.`,
  check(resource, report) {
    for (const policy of trafficPolicies(resource).all) {
      const balancer = policy.at('loadBalancer');
      const refuse: Refuse = (value, flaw, advice) => { report({ span: markOf(value), ...refusedByIstio, message: `${flaw}, and Istio refuses the DestinationRule. ${advice}` }); };
      checkCookie(balancer.at('consistentHash', 'httpCookie'), refuse);
      checkRing(balancer.at('consistentHash'), policy, refuse, report);
      checkTable(balancer.at('consistentHash', 'maglev'), refuse);
      const [locality, zone] = [balancer.at('localityLbSetting'), balancer.at('zoneAwareLbSetting')];
      if (locality.type === 'map' && zone.type === 'map') refuse(zone, 'zoneAwareLbSetting does not go with localityLbSetting', 'Delete one of them.');
      const aggression = balancer.at('warmup', 'aggression');
      if (aggression.number !== undefined && aggression.number <= 0) refuse(aggression, 'aggression must be above 0', 'Write 1, which is the default, or another number.');
    }
  },
});

type Refuse = (value: Value, flaw: string, advice: string) => void;

const tableLimit = 5000011;

function isPrime(number: number): boolean {
  if (number > 0 && number < 4) return true;
  if (number % 2 === 0) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) if (number % factor === 0) return false;
  return number > 0;
}

function checkCookie(cookie: Value, refuse: Refuse): void {
  if (cookie.at('name').string === '') refuse(cookie.at('name'), 'The cookie has no name', 'Write one.');
  const seen = new Set<string>();
  for (const name of cookie.at('attributes').items().map((attribute) => attribute.at('name'))) {
    if (name.string === undefined) continue;
    if (name.string === '') refuse(name, 'The attribute of the cookie has no name', 'Write one.');
    else if (seen.has(name.string)) refuse(name, `The cookie has the attribute ${name.string} already`, 'Delete one of them.');
    seen.add(name.string);
  }
}

/** The old place of the ring's size. */
function checkRing(hash: Value, policy: Value, refuse: Refuse, report: (problem: Problem) => void): void {
  const old = hash.at('minimumRingSize');
  const other = ['ringHash', 'maglev'].map((name) => hash.at(name)).find(({ type }) => type === 'map');
  if (old.number === undefined || old.number === 0) return;
  if (other !== undefined) {
    refuse(old, `minimumRingSize does not go with ${String(other.step)}`, 'Delete it.');
    return;
  }
  report({
    span: old.keySpan, ...warnedWhere(isWholeRule(policy)), tags: ['deprecated'], message: 'minimumRingSize is deprecated. Write ringHash with minimumRingSize.',
    fixes: () => fixOf('Replace with ringHash', replaceField(old, 'ringHash', { minimumRingSize: old.number ?? 0 }), true),
  });
}

function checkTable(maglev: Value, refuse: Refuse): void {
  const size = maglev.at('tableSize');
  const count = size.exists ? size.number : 0;
  if (maglev.type !== 'map' || maglev.hasUnknownEntries || count === undefined) return;
  if (count >= tableLimit || !isPrime(count)) refuse(size.exists ? size : maglev, 'tableSize must be a prime number below 5000011', 'Write one, such as 65537.');
}
