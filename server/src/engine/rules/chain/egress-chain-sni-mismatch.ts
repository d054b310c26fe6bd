import { chainRule } from '../support/chain.ts';

export const egressChainSniMismatch = chainRule({
  id: 'egress-chain-sni-mismatch',
  title: 'TLS to the gateway asks for the wrong name',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `The DestinationRule for the gateway's Service begins TLS, and the name that it asks for is none of the server's hosts. With \`ISTIO_MUTUAL\` and no \`sni\` Istio asks for a name of its own making (\`outbound_.443_.subset_.host\`), which only a server for \`*\` takes. The gateway finds no server for the connection and closes it.

**Do:** set \`sni\` to the host, or let the server take \`*\`.`,
});
