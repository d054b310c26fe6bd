import { chainRule } from '../support/chain.ts';

export const egressChainGatewayServiceMissing = chainRule({
  id: 'egress-chain-gateway-service-missing',
  title: 'Gateway Service that does not exist',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0101', 'KIA1101'],
  fixable: true,
  replaces: ['destination-host-not-found', 'host-dotted-short-name'],
  docs: `The rule that leads sidecars to the gateway names a Service that does not exist, while the gateway's Service is in the workspace under a similar name or in another namespace. The usual reason is a short name: \`istio-egressgateway\` means a Service in the namespace of the VirtualService. The sidecar answers every request with 503.

It is a warning where the gateway's pods are in the workspace and its Service is not.

**Do:** write the Service's full name.`,
});
