import { joinWithNext } from '../../edits/join.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { directions, policyModel, rulesInForce } from '../../policy/model.ts';
import type { PolicyRuleModel } from '../../policy/model.ts';
import { opensOnlyDns } from '../../policy/dns.ts';
import { resourceRule } from '../define.ts';

export const npSplitRule = resourceRule({
  id: 'np-split-rule',
  title: 'One rule torn in two by a dash',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Two neighbouring rules: one names only destinations, the other only ports. A rule is one list item, so a stray dash before \`ports\` (or \`to\`) makes two of one: the first allows *every port* of the destinations, the second the ports of *every destination*.

The rule is silent where another rule of the policy has both, because its author knows how they belong together, and for a rule that opens only DNS.

**Do:** take the second dash away, so that destinations and ports stand in one rule. If both rules are meant, suppress the finding with a comment that says so.`,
  check(resource, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const direction of directions) {
      const rules = rulesInForce(model, direction);
      if (rules.some((rule) => shapeOf(rule) === 'other')) continue;
      rules.forEach((rule, index) => {
        const next = rules[index + 1];
        if (next === undefined || !isTorn(rule, next)) return;
        const [wide, many] = shapeOf(rule) === 'peers' ? ['the first', 'the second'] : ['the second', 'the first'];
        const peers = direction === 'egress' ? 'destinations' : 'sources';
        report({
          span: next.value.entries()[0]?.keySpan ?? next.value.keySpan,
          related: [{ resource, span: rule.value.entries()[0]?.keySpan ?? rule.value.keySpan, message: 'the other half' }],
          message: `This dash makes two rules of one: ${wide} allows its ${peers} on every port, ${many} its ports for every ${direction === 'egress' ? 'destination' : 'source'}. Take the dash away, so that both stand in one rule.`,
          fixes: () => {
            const edit = joinWithNext(rule.value, next.value);
            return edit === undefined ? [] : [{ title: 'Join the two rules', edits: [edit] }];
          },
        });
      });
    }
  },
});

type Shape = 'peers' | 'ports' | 'neither' | 'other';

/** Which of the two keys a rule has; `other` stands for a rule that shows that its author keeps them together. */
function shapeOf({ value, list }: PolicyRuleModel): Shape {
  const [peers, ports] = [list.items().length > 0, value.at('ports').items().length > 0];
  if (value.type !== 'map' || value.hasUnknownEntries || (list.exists && value.at('ports').exists)) return 'other';
  return peers ? 'peers' : ports ? 'ports' : 'neither';
}

function isTorn(rule: PolicyRuleModel, next: PolicyRuleModel): boolean {
  const shapes = [shapeOf(rule), shapeOf(next)];
  return shapes.includes('peers') && shapes.includes('ports') && ![rule, next].some((one) => shapeOf(one) === 'ports' && opensOnlyDns(one));
}
