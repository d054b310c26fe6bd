import { chainRule } from '../support/chain.ts';

export const egressChainGatewayPortMismatch = chainRule({
  id: 'egress-chain-gateway-port-mismatch',
  title: 'Rule of the gateway for a port that no server has',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `The port in a condition of a gateway's rule is compared with the \`number\` of the Gateway's server, not with the \`targetPort\` that the pods listen on, nor with the port that the rule leads to. Here no server has it: the rule never counts, and the gateway drops the requests.

**Do:** write the server's number, or leave the port out.`,
});
