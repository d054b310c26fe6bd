import { fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { moveBefore } from '../../edits/move.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Fix } from '../../model/finding.ts';
import { routeOrder } from '../../views/route-order.ts';
import type { LateMatch } from '../../views/route-order.ts';
import { resourceRule } from '../define.ts';

export const vsMatchIneffective = resourceRule({
  id: 'vs-match-ineffective',
  title: 'Match that an earlier one covers',
  severity: 'information',
  since: '0.1.0',
  codes: ['IST0131'],
  kinds: [virtualService],
  fixable: true,
  docs: `A match takes no requests, as those it is meant for are taken by an earlier one: the same match, or a shorter prefix of the path under the same other conditions (\`/v1\` before \`/v1/users\`). Istio accepts the VirtualService with a warning; \`istioctl analyze\` calls it IST0131.

Istio compares prefixes as texts, and an absent \`method\` as \`GET\`; so does this rule.

**Do:** put the narrower match first, or delete it.`,
  check(resource, report) {
    for (const late of routeOrder(resource).matches) {
      const { match, earlier, prefixes } = late;
      report({
        span: match.keySpan, admission: 'warned', codes: ['IST0131'], related: [{ resource, span: earlier.keySpan, message: 'takes the requests' }],
        message: prefixes === undefined
          ? 'This match takes no requests: an earlier one is the same. Delete it, or correct it.'
          : `This match takes no requests: ${prefixes[0]} is matched by the prefix ${prefixes[1]} before it. Put the longer prefix first.`,
        fixes: () => fixesFor(late),
      });
    }
  },
});

/** Beside the match that takes its requests it can go; in a rule of its own it is to be tried first. */
function fixesFor({ match, earlier, prefixes }: LateMatch): readonly Fix[] {
  const [rule, other] = [match.parent?.parent, earlier.parent?.parent];
  if (rule === undefined || other === undefined) return [];
  const moves = rule !== other && prefixes !== undefined && match.parent?.items().length === 1 ? moveBefore(rule, other) : [];
  return [...fixOf('Move this rule before the other', moves), ...(rule === other || prefixes === undefined ? fixOf('Delete this match', deleteItem(match)) : [])];
}
