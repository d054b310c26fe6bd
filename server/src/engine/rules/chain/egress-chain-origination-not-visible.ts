import { chainRule } from '../support/chain.ts';

export const egressChainOriginationNotVisible = chainRule({
  id: 'egress-chain-origination-not-visible',
  title: 'TLS settings that the gateway does not use',
  severity: 'error',
  since: '0.1.0',
  replaces: ['tls-origination-missing', 'dr-not-on-lookup-path'],
  fixable: true,
  docs: `A DestinationRule would begin TLS for the external host, but it does not count for the gateway: it is exported elsewhere, lies in a namespace that is not looked at, or another one goes before it. The gateway looks in its own namespace (unless that is the root namespace), then in the ServiceEntry's, then in the root namespace, and takes the first that has one. So it sends plaintext to a port that expects TLS.

**Do:** export the DestinationRule to the gateway's namespace, or move it there.`,
});
