import { fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { describePorts } from '../../net/summary.ts';
import { redundancyOf } from '../../policy/redundancy.ts';
import { resourceRule } from '../define.ts';
import { ruleText } from '../support/peers.ts';

export const ruleShadowedByAllowAll = resourceRule({
  id: 'rule-shadowed-by-allow-all',
  title: 'Rule beside one that allows every destination',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Another rule of the policy has no destinations, which means every destination, and has all ports of this rule. Rules only add up and have no order: whatever this rule lists makes no difference, and pods reach everything on these ports.

Usually a \`to\` was forgotten in the other rule, or a stray dash has split one rule in two.

**Do:** give the other rule its destinations, or delete one of the two.`,
  check(resource, report) {
    for (const { rule, by, shadowed } of redundancyOf(resource).rules) {
      const [open] = by;
      if (!shadowed || open === undefined) continue;
      const side = rule.direction === 'egress' ? 'destination' : 'source';
      report({
        span: rule.value.keySpan, tags: ['unnecessary'],
        message: `This rule has no effect: ${ruleText(open)} of this policy allows every ${side} on ${open.ports === undefined ? 'the same ports' : describePorts(open.ports)}. Give that rule its ${side}s if they are missing, or delete one of the two.`,
        related: [{ resource, span: open.value.keySpan, message: `this rule allows every ${side}` }],
        fixes: () => [
          ...fixOf('Delete the rule', deleteItem(rule.value)),
          ...(rule.anywhere ? [] : fixOf(`Delete ${ruleText(open)}, which allows every ${side}`, deleteItem(open.value))),
        ],
      });
    }
  },
});
