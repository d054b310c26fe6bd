import { fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { moveToEnd } from '../../edits/move.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Fix } from '../../model/finding.ts';
import { routeOrder } from '../../views/route-order.ts';
import type { LateRule } from '../../views/route-order.ts';
import { warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsRuleUnreachable = resourceRule({
  id: 'vs-rule-unreachable',
  title: 'Rule that no request reaches',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0130', 'IST0131'],
  kinds: [virtualService],
  fixable: true,
  docs: `Rules are tried in their order, and the first that matches takes the request. A rule behind one without \`match\` in the same block (\`http\`, \`tls\`, \`tcp\`) is never tried, nor is one whose matches all stand in earlier rules. Istio accepts the VirtualService with a warning; \`istioctl analyze\` calls it IST0130, and each of the repeated matches IST0131.

**Do:** move the rule without \`match\` to the end, or give it one.`,
  check(resource, report) {
    for (const late of routeOrder(resource).rules) {
      const { rule, earlier, because } = late;
      report({
        span: rule.keySpan, ...warnedByIstio, codes: because === 'no match' ? ['IST0130'] : ['IST0130', 'IST0131'], tags: ['unnecessary'],
        related: [{ resource, span: earlier.keySpan, message: because === 'no match' ? 'matches everything' : 'is the same match' }],
        message: because === 'no match'
          ? 'No request reaches this rule: one before it has no match and takes them all. Move that one to the end, or give it a match.'
          : 'No request reaches this rule: earlier ones have the same matches. Delete it, or correct its matches.',
        fixes: () => fixesFor(late),
      });
    }
  },
});

/** What is never tried can go. Of several rules that take everything none is sure to be the last resort. */
function fixesFor({ rule, earlier, because }: LateRule): readonly Fix[] {
  const others = rule.parent?.items().filter((one) => one !== earlier && one.at('match').items().length === 0) ?? [];
  return [
    ...(because === 'no match' && others.length === 0 ? fixOf('Move the rule without match to the end', moveToEnd(earlier)) : []),
    ...(because === 'same matches' ? fixOf('Delete this rule', deleteItem(rule)) : []),
  ];
}
