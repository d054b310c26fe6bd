import { chainRule } from '../support/chain.ts';

export const egressChainTlsMismatch = chainRule({
  id: 'egress-chain-tls-mismatch',
  title: 'Sidecar and gateway do not speak the same TLS',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['port-name-protocol-mismatch', 'tls-istio-mutual-external', 'dr-port-level-unknown-port', 'dr-tls-mode-missing'],
  docs: `What a sidecar sends to the gateway follows from the application and from the DestinationRule for the gateway's Service; what the gateway takes follows from its server. Here they differ: plaintext comes to a server that takes TLS off, Istio's mutual TLS to one that expects none, TLS to one that reads HTTP. The connection fails. The same is said of mutual TLS of the mesh that is sent outside.

**Do:** set \`tls\` of the DestinationRule for that port and subset to what the server expects (\`ISTIO_MUTUAL\` with \`sni\` for \`ISTIO_MUTUAL\`), or change the server.`,
});
