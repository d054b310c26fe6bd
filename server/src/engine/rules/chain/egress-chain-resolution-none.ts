import { chainRule } from '../support/chain.ts';

export const egressChainResolutionNone = chainRule({
  id: 'egress-chain-resolution-none',
  title: 'ServiceEntry without addresses behind a gateway',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `With resolution \`NONE\`, which is the default, a proxy forwards a connection to the address that the application connected to. That works in a sidecar. A gateway gets connections to itself, so it has no address to forward to and answers every request with 503.

**Do:** write \`resolution: DNS\`, or \`STATIC\` with endpoints.`,
});
