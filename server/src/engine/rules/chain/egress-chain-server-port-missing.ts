import { chainRule } from '../support/chain.ts';

export const egressChainServerPortMissing = chainRule({
  id: 'egress-chain-server-port-missing',
  title: 'Nothing listens on the gateway port',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['gateway-port-not-on-service'],
  docs: `The rule that leads to the gateway names a port of its Service for which the Gateway has no server. A server's number is a port of the Service or the \`targetPort\` behind it. The gateway's pods do not listen there: connections are refused.

**Do:** lead to a port that a server has, or add a server.`,
});
