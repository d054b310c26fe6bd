import { chainRule } from '../support/chain.ts';

export const egressChainServiceEntryPortMissing = chainRule({
  id: 'egress-chain-service-entry-port-missing',
  title: 'Port that the ServiceEntry does not have',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0101'],
  fixable: true,
  replaces: ['destination-port-not-found', 'destination-port-ambiguous'],
  docs: `The gateway's rule leads to a port that the ServiceEntry does not have (without a port: that of the server). The gateway has no cluster for it and answers every request with 503. It is the \`number\` that counts, not the \`targetPort\`.

**Do:** write a port of the ServiceEntry, or add the port there.`,
});
