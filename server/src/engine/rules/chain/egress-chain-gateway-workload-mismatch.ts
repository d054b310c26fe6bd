import { chainRule } from '../support/chain.ts';

export const egressChainGatewayWorkloadMismatch = chainRule({
  id: 'egress-chain-gateway-workload-mismatch',
  title: 'Gateway that configures other pods',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  codes: ['IST0101', 'KIA0302'],
  replaces: ['gateway-selector-no-workload'],
  docs: `Sidecars send to the pods of one Service, but the Gateway that the VirtualService names selects other pods. Those that get the requests have no listener for them and drop the connection.

It is a warning where the pods, or the Service, are not in the workspace.

**Do:** give the Gateway the selector of the Service, or lead the requests to the Service whose pods it configures.`,
});
