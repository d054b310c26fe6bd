import { fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { redundancyOf } from '../../policy/redundancy.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const cidrCoveredByUnion = resourceRule({
  id: 'cidr-covered-by-union',
  title: 'Range covered by several others together',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `No other block of the rule holds all addresses of this one, but the others together do: \`10.0.0.0/8\` without \`10.4.0.0/16\` adds nothing beside \`10.0.0.0/9\` and \`10.128.0.0/9\`. Whoever reads it thinks that its exceptions are excluded, and they are not.

What \`except\` cuts out is taken away first. A block that lies in a single other one is \`cidr-contained\`.

**Do:** delete the block, or narrow the others if its exceptions are meant.`,
  check(resource, report) {
    for (const { peer, others } of redundancyOf(resource).united) {
      const text = blockText(peer);
      report({
        span: peer.at.span, tags: ['unnecessary'],
        message: `${text}${peer.excepts.length > 0 ? ' with its exceptions' : ''} adds nothing: ${others.length === 2 ? 'two other blocks' : 'other blocks'} of this rule together allow all of its addresses. Delete it, or narrow the others if they are too wide.`,
        related: others.slice(0, 5).map((other) => ({ resource, span: other.at.span, message: 'allows a part of it' })),
        fixes: () => fixOf(`Delete ${text}`, deleteItem(peer.value)),
      });
    }
  },
});
