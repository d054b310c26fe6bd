import { chainRule } from '../support/chain.ts';

export const egressChainDoubleTls = chainRule({
  id: 'egress-chain-double-tls',
  title: 'TLS inside TLS',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['tls-double-origination'],
  docs: `The application sends TLS itself, the gateway passes it on, and a DestinationRule puts TLS around it once more. Nothing takes the outer one off: the external server gets TLS inside TLS.

**Do:** delete the \`tls\` settings for that port, or let the application send plaintext.`,
});
