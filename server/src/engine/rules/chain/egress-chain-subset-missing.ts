import { chainRule } from '../support/chain.ts';

export const egressChainSubsetMissing = chainRule({
  id: 'egress-chain-subset-missing',
  title: 'Subset that the proxy does not find',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0101', 'KIA1107'],
  fixable: true,
  replaces: ['egress-part-not-here', 'subset-not-found', 'subset-shadowed', 'dr-not-on-lookup-path'],
  docs: `On the way through the gateway a rule names a subset that the DestinationRule which counts there does not have. Istio takes the DestinationRules of the sidecar's namespace, or else those of the Service's, or else those of the root namespace, and looks no further, so a DestinationRule elsewhere with the subset does not help. There is no cluster for it: every request is answered with 503.

**Do:** add the subset to the DestinationRule that counts, or move or export the one that has it. A subset for an egress gateway needs no labels.`,
});
