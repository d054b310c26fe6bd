import { chainRule } from '../support/chain.ts';

export const egressChainMeshBlockMismatch = chainRule({
  id: 'egress-chain-mesh-block-mismatch',
  title: 'Rule to the gateway that sidecars do not read',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['se-tls-port-plain-http', 'se-plain-port-tls', 'port-name-protocol-mismatch'],
  docs: `What sidecars read of a VirtualService depends on the protocol of the port that is called: \`http\` rules for HTTP and gRPC, \`tls\` rules for TLS and HTTPS, \`tcp\` rules for all else. Here the only rules that lead to the gateway are of another kind, so they are ignored, and requests leave directly. Where the number of the port speaks for the rule (\`tls\` on 443, \`http\` on 80), or the gateway reads rules of that kind, it is the port's protocol that is wrong, and the finding stands there.

**Do:** write the rule under the block that the message names (\`tls\` rules need \`sniHosts\`), or correct the protocol of the ServiceEntry's port.`,
});
