import { networkPolicy } from '../../kinds/network-policy.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import { resourceRule } from '../define.ts';

export const npAllowAllEgress = resourceRule({
  id: 'np-allow-all-egress',
  title: 'Rule that allows all egress',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `An egress rule without destinations and without ports (\`- {}\`) allows everything: every address and pod, on every port. Every other egress rule of the policy, and of all other policies for the same pods, has no effect beside it, because policies only ever add up.

That is what an exemption from a default-deny policy looks like, so it is information only.

**Do:** nothing if it is meant. Otherwise name destinations (\`to\`) or ports.`,
  check(resource, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const { value } of rulesInForce(model, 'egress')) {
      // Where a list is written and empty, the rules about that say more.
      if (value.type !== 'map' || value.hasUnknownEntries || value.at('to').exists || value.at('ports').exists) continue;
      report({ span: value.keySpan, message: 'This rule allows all outgoing traffic of the selected pods, whatever other rules and policies say. Name destinations or ports, unless that is meant.' });
    }
  },
});
