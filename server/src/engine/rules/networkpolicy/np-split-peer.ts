import { joinWithNext } from '../../edits/join.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { directions, policyModel, rulesInForce } from '../../policy/model.ts';
import type { Peer } from '../../policy/model.ts';
import { selectsAll } from '../../policy/selector.ts';
import { resourceRule } from '../define.ts';

export const npSplitPeer = resourceRule({
  id: 'np-split-peer',
  title: 'One peer torn in two by a dash',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Two neighbouring peers: one has only a \`namespaceSelector\`, the other only a \`podSelector\`. As two list items they mean *or*: all pods of those namespaces, and besides the pods with those labels in the policy's *own* namespace. In one list item they mean *and*: those pods in those namespaces, which is what is usually wanted.

**Do:** take the second dash away if both must hold.`,
  check(resource, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const { peers, direction } of directions.flatMap((one) => rulesInForce(model, one))) {
      peers.forEach((peer, index) => {
        const next = peers[index + 1];
        const halves = [halfOf(peer), next === undefined ? undefined : halfOf(next)];
        if (next === undefined || !halves.includes('pods') || !halves.includes('namespaces')) return;
        report({
          span: next.at.keySpan, related: [{ resource, span: peer.at.keySpan, message: 'the other half' }],
          message: `These are two ${direction === 'egress' ? 'destinations' : 'sources'}: all pods of the selected namespaces, or pods with these labels in the policy's own namespace. Take the dash away if both selectors must hold.`,
          fixes: () => {
            const edit = joinWithNext(peer.value, next.value);
            return edit === undefined ? [] : [{ title: 'Join the two selectors into one peer', edits: [edit] }];
          },
        });
      });
    }
  },
});

/** Which selector a peer has, where it has just one, and that demands something. */
function halfOf(peer: Peer): 'pods' | 'namespaces' | undefined {
  if (peer.type !== 'selector' || peer.identity === undefined || peer.value.hasUnknownEntries) return undefined;
  const { pods, namespaces } = peer;
  if (pods !== undefined && namespaces === undefined) return selectsAll(pods) ? undefined : 'pods';
  if (pods === undefined && namespaces !== undefined) return selectsAll(namespaces) ? undefined : 'namespaces';
  return undefined;
}
