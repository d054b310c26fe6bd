import { chainRule } from '../support/chain.ts';

export const egressChainWildcardDestination = chainRule({
  id: 'egress-chain-wildcard-destination',
  title: 'Gateway rule that leads to a wildcard',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['egress-part-not-here', 'destination-host-not-found'],
  docs: `The gateway's rule leads to a wildcard host, or to a host of which only a wildcard is known. A gateway needs a cluster with addresses of its own for each destination: it answers every request with 503.

**Do:** lead to one host that serves all of them, with a ServiceEntry of resolution \`DNS\`; or give the wildcard's ServiceEntry resolution \`DYNAMIC_DNS\`.`,
});
