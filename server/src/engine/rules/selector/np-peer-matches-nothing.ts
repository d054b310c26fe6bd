import { networkPolicy } from '../../kinds/network-policy.ts';
import { directions, policyModel, rulesInForce } from '../../policy/model.ts';
import type { SelectorPeer } from '../../policy/model.ts';
import { contradictionIn, selectsAll } from '../../policy/selector.ts';
import { namespacesOf } from '../../references/peers.ts';
import { missingPods } from '../../references/pods.ts';
import type { Missing } from '../../references/pods.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { referenceRule } from '../define.ts';
import { selectorText, suggestion, towards } from '../support/pods.ts';

export const npPeerMatchesNothing = referenceRule({
  id: 'np-peer-matches-nothing',
  title: 'Peer that matches no pods',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `No workload has pods with the labels that a peer asks for, so the peer allows nobody. The traffic that was to be allowed stays blocked.

A \`podSelector\` alone is looked up in the policy's own namespace; with a \`namespaceSelector\` on \`kubernetes.io/metadata.name\` in the namespaces of that name; with another one only where the workspace has the Namespace manifests of all its workloads. The rule is silent where [\`np-selects-no-workload\`](np-selects-no-workload.md) would be.

**Do:** write the labels of the pods that are meant.`,
  check(resource, lookup, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const { peers, direction } of directions.flatMap((one) => rulesInForce(model, one))) {
      for (const peer of peers) {
        if (peer.type !== 'selector') continue;
        const found = missingOf(lookup, resource, peer);
        if (found === undefined || peer.pods === undefined) continue;
        const where = found.namespaces.filter((name) => name !== undefined);
        report({
          span: peer.at.keySpan, ...towards(found),
          message: `No workload ${where.length === 0 ? 'beside this policy' : `in namespace ${where.join(', ')}`} has pods with ${selectorText(peer.pods)}, so this ${direction === 'egress' ? 'destination' : 'source'} is nobody. ${suggestion(found, 'Write the labels of the pods that are meant.')}`,
        });
      }
    }
  },
});

/** Missing in every namespace that the peer means. */
function missingOf(lookup: Lookup, policy: Resource, peer: SelectorPeer): (Missing & { readonly namespaces: readonly (string | undefined)[] }) | undefined {
  const { pods, identity } = peer;
  if (pods === undefined || identity === undefined || selectsAll(pods) || contradictionIn(pods) !== undefined) return undefined;
  const namespaces = namespacesOf(lookup, policy, peer);
  if (namespaces === undefined || namespaces.length === 0) return undefined;
  const missing = namespaces.map((namespace) => missingPods(lookup, policy, namespace, pods));
  const first = missing.find((one) => one?.meant !== undefined) ?? missing[0];
  return first === undefined || missing.includes(undefined) ? undefined : { ...first, namespaces };
}
