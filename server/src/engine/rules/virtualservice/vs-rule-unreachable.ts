import { virtualService } from '../../kinds/virtual-service.ts';
import { routeOrder } from '../../views/route-order.ts';
import { warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsRuleUnreachable = resourceRule({
  id: 'vs-rule-unreachable',
  title: 'Rule that no request reaches',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0130', 'IST0131'],
  kinds: [virtualService],
  docs: `Rules are tried in their order, and the first that matches takes the request. A rule behind one without \`match\` in the same block (\`http\`, \`tls\`, \`tcp\`) is never tried, nor is one whose matches all stand in earlier rules. Istio accepts the VirtualService with a warning; \`istioctl analyze\` calls it IST0130, and each of the repeated matches IST0131.

**Do:** move the rule without \`match\` to the end, or give it one.`,
  check(resource, report) {
    for (const { rule, earlier, because } of routeOrder(resource).rules) {
      report({
        span: rule.keySpan, ...warnedByIstio, codes: because === 'no match' ? ['IST0130'] : ['IST0130', 'IST0131'], tags: ['unnecessary'],
        related: [{ resource, span: earlier.keySpan, message: because === 'no match' ? 'matches everything' : 'is the same match' }],
        message: because === 'no match'
          ? 'No request reaches this rule: one before it has no match and takes them all. Move that one to the end, or give it a match.'
          : 'No request reaches this rule: earlier ones have the same matches. Delete it, or correct its matches.',
      });
    }
  },
});
