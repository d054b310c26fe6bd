import { fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { redundancyOf } from '../../policy/redundancy.ts';
import { resourceRule } from '../define.ts';
import { rulesText } from '../support/peers.ts';

export const ruleRedundant = resourceRule({
  id: 'rule-redundant',
  title: 'Rule that other rules cover',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Every destination of this rule, on every one of its ports, is allowed by another rule of the same policy. Rules only add up, so this one has no effect; often it was to name other ports or another destination.

Blocks are compared by their addresses after \`except\`. Selectors are compared by what they say: \`matchLabels\` and \`In\` with one value are the same, and a selector never covers a block.

**Do:** delete the rule, or correct its destinations or ports.`,
  check(resource, report) {
    for (const { rule, by, shadowed } of redundancyOf(resource).rules) {
      if (shadowed) continue;
      report({
        span: rule.value.keySpan, tags: ['unnecessary'],
        message: `This rule adds nothing: ${rulesText(by)} of this policy ${by.length === 1 ? 'allows' : 'allow'} all of its destinations on all of its ports. Delete it, or correct its destinations or ports.`,
        related: by.map((other) => ({ resource, span: other.value.keySpan, message: 'allows the same and maybe more' })),
        fixes: () => fixOf('Delete the rule', deleteItem(rule.value), true),
      });
    }
  },
});
