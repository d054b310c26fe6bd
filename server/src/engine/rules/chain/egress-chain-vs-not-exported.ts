import { chainRule } from '../support/chain.ts';

export const egressChainVsNotExported = chainRule({
  id: 'egress-chain-vs-not-exported',
  title: 'VirtualService that the gateway does not see',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['vs-not-exported-to-gateway'],
  docs: `\`exportTo\` of a VirtualService leaves out the namespace of the gateway's pods (or its own). Sidecars send requests to a gateway that has no rule for them, and drops them; or do not know of the gateway at all.

**Do:** add the namespace to \`exportTo\`.`,
});
