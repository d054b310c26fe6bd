import { chainRule } from '../support/chain.ts';

export const egressChainServerBlockMismatch = chainRule({
  id: 'egress-chain-server-block-mismatch',
  title: 'Route of a kind that the Gateway server does not read',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['port-name-protocol-mismatch'],
  docs: `A server of a Gateway reads one kind of routes of a VirtualService: HTTP servers, and HTTPS servers that terminate TLS, read \`http\`; servers with TLS mode \`PASSTHROUGH\` read \`tls\`; TCP servers, and servers of protocol TLS that terminate it, read \`tcp\`. Here every server that takes the VirtualService's hosts reads another kind, so the route is never used and the gateway refuses the traffic. Nobody says so. Where the routes are for what sidecars send to the server, it is the server that is wrong, and the finding stands there.

**Do:** move the route to the block that the server reads, or change the server's protocol or TLS mode.`,
});
