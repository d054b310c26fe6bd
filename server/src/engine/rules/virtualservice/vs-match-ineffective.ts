import { virtualService } from '../../kinds/virtual-service.ts';
import { routeOrder } from '../../views/route-order.ts';
import { resourceRule } from '../define.ts';

export const vsMatchIneffective = resourceRule({
  id: 'vs-match-ineffective',
  title: 'Match that an earlier one covers',
  severity: 'information',
  since: '0.1.0',
  codes: ['IST0131'],
  kinds: [virtualService],
  docs: `A match takes no requests, as those it is meant for are taken by an earlier one: the same match, or a shorter prefix of the path under the same other conditions (\`/v1\` before \`/v1/users\`). Istio accepts the VirtualService with a warning; \`istioctl analyze\` calls it IST0131.

Istio compares prefixes as texts, and an absent \`method\` as \`GET\`; so does this rule.

**Do:** put the narrower match first, or delete it.`,
  check(resource, report) {
    for (const { match, earlier, prefixes } of routeOrder(resource).matches) {
      report({
        span: match.keySpan, admission: 'warned', codes: ['IST0131'], related: [{ resource, span: earlier.keySpan, message: 'takes the requests' }],
        message: prefixes === undefined
          ? 'This match takes no requests: an earlier one is the same. Delete it, or correct it.'
          : `This match takes no requests: ${prefixes[0]} is matched by the prefix ${prefixes[1]} before it. Put the longer prefix first.`,
      });
    }
  },
});
