import { chainRule } from '../support/chain.ts';

export const egressChainOriginationMissing = chainRule({
  id: 'egress-chain-origination-missing',
  title: 'Gateway that sends plaintext to a TLS port',
  severity: 'error',
  since: '0.1.0',
  replaces: ['tls-origination-missing', 'dr-port-level-unknown-port', 'dr-tls-mode-missing'],
  fixable: true,
  docs: `The application sends plaintext, and the gateway's rule leads to a port of the external host that expects TLS, but no DestinationRule that counts for the gateway begins TLS there. The external server gets plaintext and refuses it.

It is a warning where no DestinationRule for the host is in the workspace.

**Do:** add a DestinationRule for the host with \`tls: {mode: SIMPLE}\` on the port that the rule leads to.`,
});
