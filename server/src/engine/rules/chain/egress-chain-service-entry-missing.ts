import { chainRule } from '../support/chain.ts';

export const egressChainServiceEntryMissing = chainRule({
  id: 'egress-chain-service-entry-missing',
  title: 'External host that the gateway does not know',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0101', 'KIA1101'],
  fixable: true,
  replaces: ['egress-part-not-here', 'destination-host-not-found'],
  docs: `The gateway's rule leads to a host that no ServiceEntry and no Service of the workspace has. A gateway has no way out but its clusters: it answers every request with 503, whatever the outbound traffic policy.

As a workspace mostly holds a part of the cluster, the rule is silent where the VirtualService's namespace holds no ServiceEntry. It is an error where the mistake is plain, such as nearly the same name. Where the VirtualService itself has the host and nothing but the ServiceEntry has the other one, the finding stands at the ServiceEntry.

**Do:** correct the host, or add a ServiceEntry.`,
});
