import { chainRule } from '../support/chain.ts';

export const egressChainServiceEntryNotVisible = chainRule({
  id: 'egress-chain-service-entry-not-visible',
  title: 'ServiceEntry that the gateway does not see',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['egress-host-hidden'],
  docs: `The gateway's rule leads to the host of a ServiceEntry that is not exported to the namespace of the gateway's pods. Sidecars know the host and the gateway does not: it answers every request with 503.

**Do:** add the gateway's namespace to \`exportTo\`.`,
});
