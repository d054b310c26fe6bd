import { chainRule } from '../support/chain.ts';

export const egressChainMeshRuleMissing = chainRule({
  id: 'egress-chain-mesh-rule-missing',
  title: 'No rule sends the port to the gateway',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `A VirtualService counts for sidecars and for a gateway that serves the host, but no rule of the right kind leads sidecars to the gateway: conditions leave \`mesh\` out, or the rule that counts leads straight to the host. Requests leave directly, past the gateway.

It is a warning where a rule for \`mesh\` alone leads straight to the host, or where only server names are missing.

**Do:** add a rule with \`match: [{gateways: [mesh]}]\` whose destination is the gateway's Service.`,
});
