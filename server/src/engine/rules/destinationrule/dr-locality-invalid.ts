import { destinationRule } from '../../kinds/destination-rule.ts';
import { localitiesFlaw } from '../../text/localities.ts';
import { isWholeRule, trafficPolicies } from '../../views/traffic-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysSomething, warnedWhere } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const drLocalityInvalid = resourceRule({
  id: 'dr-locality-invalid',
  title: 'Locality settings that contradict each other',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [destinationRule],
  docs: `\`localityLbSetting\` and \`zoneAwareLbSetting\` that Istio refuses:

- \`distribute\` beside \`failover\`; weights of one \`distribute\` that are not 1 to 100 each and 100 together,
- localities that overlap (\`us/*\` beside \`us/west/*\`), have an empty part, or a \`*\` elsewhere than at the end,
- a \`failover\` from a region to itself, to a zone (\`us/west\`) or to a wildcard: it names regions,
- topology labels in \`failoverPriority\` beside \`failover\`, or with zone aware balancing.

\`failover\` and \`failoverPriority\` need \`outlierDetection\` beside the load balancer, which finds the endpoints that have failed. Istio warns where it is missing in the policy of the whole rule.

**Do:** correct what the message names.`,
  check(resource, report) {
    for (const policy of trafficPolicies(resource).all) {
      const balancer = policy.at('loadBalancer');
      const [locality, zone] = [balancer.at('localityLbSetting'), balancer.at('zoneAwareLbSetting')];
      for (const setting of [locality, zone].filter(({ type }) => type === 'map')) {
        const flaw = setting === locality ? contradiction(locality) ?? distributionFlaw(locality) : zoneLabels(zone);
        if (flaw !== undefined) report({ span: markOf(flaw.at), ...refusedByIstio, message: `${flaw.flaw}, and Istio refuses the DestinationRule. ${flaw.advice}` });
        const failover = ['failover', 'failoverPriority'].map((name) => setting.at(name)).find(saysSomething);
        for (const { at, flaw: reason, advice } of failoverFlaws(setting)) report({ span: markOf(at), ...refusedByIstio, message: `${reason}, and Istio refuses the DestinationRule. ${advice}` });
        if (failover !== undefined && flaw === undefined && !policy.at('outlierDetection').exists && !policy.hasUnknownEntries) {
          report({ span: failover.keySpan, ...warnedWhere(isWholeRule(policy)), message: `Without outlierDetection no endpoint counts as failed, so ${String(failover.step)} never applies. Add outlierDetection beside loadBalancer.` });
        }
      }
    }
  },
});

interface Flaw {
  readonly at: Value;
  readonly flaw: string;
  readonly advice: string;
}

const topologyLabels = new Set(['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone']);

/** What excludes each other in `localityLbSetting`. */
function contradiction(setting: Value): Flaw | undefined {
  const [distribute, failover] = [setting.at('distribute'), setting.at('failover')];
  if (saysSomething(distribute) && saysSomething(failover)) return { at: failover, flaw: 'failover does not go with distribute', advice: 'Delete one of them.' };
  const label = saysSomething(failover) ? setting.at('failoverPriority').items().find(({ string }) => topologyLabels.has(string ?? '')) : undefined;
  return label === undefined ? undefined : { at: label, flaw: `${label.string ?? ''} does not go with failover, which is about the same`, advice: 'Delete one of them.' };
}

function zoneLabels(setting: Value): Flaw | undefined {
  const label = setting.at('failoverPriority').items().find(({ string }) => topologyLabels.has(string ?? ''));
  return label === undefined ? undefined : { at: label, flaw: `Zone aware balancing looks at ${label.string ?? ''} by itself`, advice: 'Delete it.' };
}

function distributionFlaw(setting: Value): Flaw | undefined {
  const items = setting.at('distribute').items().filter(({ type }) => type === 'map');
  for (const item of items) {
    const to = item.at('to');
    const weights = to.entries();
    if ((to.exists && to.type !== 'map') || weights.some(({ number }) => number === undefined)) return undefined;
    const wrong = weights.find(({ number = 0 }) => number < 1 || number > 100);
    if (wrong !== undefined) return { at: wrong, flaw: `The weight ${wrong.source} is not from 1 to 100`, advice: 'Write a share.' };
    const total = weights.reduce((sum, { number = 0 }) => sum + number, 0);
    if (total !== 100) return { at: to.exists ? to : item, flaw: `The weights add up to ${total}, not to 100`, advice: 'Correct them.' };
    const flaw = localitiesFlaw(weights.map(({ step }) => String(step)));
    if (flaw !== undefined) return { at: to, flaw, advice: 'Write region/zone/subzone, each one once.' };
  }
  const from = items.map((item) => item.at('from'));
  if (from.some((one) => one.exists && one.string === undefined)) return undefined;
  const flaw = localitiesFlaw(from.map(({ string = '' }) => string));
  return flaw === undefined ? undefined : { at: setting.at('distribute'), flaw, advice: 'Write region/zone/subzone, each one once.' };
}

function failoverFlaws(setting: Value): readonly Flaw[] {
  if (contradiction(setting) !== undefined && setting.step === 'localityLbSetting') return [];
  return setting.at('failover').items().filter(({ type }) => type === 'map').flatMap((item): readonly Flaw[] => {
    const [from, to] = [item.at('from'), item.at('to')];
    if ([from, to].some((one) => one.type === 'unknown')) return [];
    if ((from.string ?? '') === (to.string ?? '')) return [{ at: to.exists ? to : item, flaw: 'A failover leads to another region', advice: 'Write two different regions.' }];
    const wrong = [from, to].find(({ string }) => string !== undefined && /[/*]/.test(string));
    return wrong === undefined ? [] : [{ at: wrong, flaw: `${wrong.source} is not a region`, advice: 'Write the region alone, without zone and wildcard.' }];
  });
}
