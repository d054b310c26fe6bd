import { chainRule } from '../support/chain.ts';

export const egressChainLoop = chainRule({
  id: 'egress-chain-loop',
  title: 'Gateway that sends requests to itself',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0130'],
  fixable: true,
  replaces: ['vs-rule-unreachable', 'vs-rule-after-catch-all'],
  docs: `A rule that is meant to lead sidecars to the gateway counts at the gateway too, as its conditions do not name \`mesh\`, and it comes first. So the gateway sends each request to its own Service again, until the request fails.

**Do:** give that rule \`match: [{gateways: [mesh]}]\`, and let a rule for the gateway lead to the external host.`,
});
