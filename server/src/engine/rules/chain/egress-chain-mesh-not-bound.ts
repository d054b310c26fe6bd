import { chainRule } from '../support/chain.ts';

export const egressChainMeshNotBound = chainRule({
  id: 'egress-chain-mesh-not-bound',
  title: 'Egress gateway that no sidecar sends to',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  docs: `A VirtualService leads a host from a gateway to the outside, but counts at gateways only, and no VirtualService of the mesh sends the host there. Sidecars know nothing of it: requests leave directly, past the gateway and its policies.

The rule is silent where another VirtualService that counts for \`mesh\` leads the host to a gateway's Service, and where the Gateway is for traffic into the mesh.

**Do:** add \`mesh\` to \`gateways\`, and a rule with \`match: [{gateways: [mesh]}]\` that leads to the gateway's Service.`,
});
