import { chainRule } from '../support/chain.ts';

export const egressChainMeshBlockMismatch = chainRule({
  id: 'egress-chain-mesh-block-mismatch',
  title: 'Rule to the gateway that sidecars do not read',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['se-tls-port-plain-http', 'port-name-protocol-mismatch'],
  docs: `What sidecars read of a VirtualService depends on the protocol of the port that is called: \`http\` rules for HTTP and gRPC, \`tls\` rules for TLS and HTTPS, \`tcp\` rules for all else. Here the only rules that lead to the gateway are of another kind, so they are ignored, and requests leave directly. Where a \`tls\` rule is for a port such as 443, the finding stands at the port's protocol.

**Do:** write the rule under the block that the message names (\`tls\` rules need \`sniHosts\`), or correct the protocol of the ServiceEntry's port.`,
});
