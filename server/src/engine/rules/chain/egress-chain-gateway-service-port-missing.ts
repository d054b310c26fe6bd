import { chainRule } from '../support/chain.ts';

export const egressChainGatewayServicePortMissing = chainRule({
  id: 'egress-chain-gateway-service-port-missing',
  title: 'Port that the gateway Service does not have',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0101'],
  fixable: true,
  replaces: ['destination-port-not-found', 'destination-port-ambiguous'],
  docs: `The rule that leads sidecars to the gateway names a port that the gateway's Service does not have, or none where the Service has several. The sidecar has no cluster for it and answers every request with 503. It is the port of the Service that counts, not the \`targetPort\` of its pods. Where Istio's own \`istio-egressgateway\` is not in the workspace, the rule warns of 8080 and 8443 alone, the ports of its pods.

**Do:** write a port of the Service, or add the port to it.`,
});
