import { backendTlsPolicy } from '../../kinds/backend-tls-policy.ts';
import { takenInstead } from '../../references/backend-tls.ts';
import { backendTlsView } from '../../views/backend-tls.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiPolicyConflict = referenceRule({
  id: 'gatewayapi-policy-conflict',
  title: 'Policy whose target another policy has',
  severity: 'warning',
  since: '0.1.0',
  kinds: [backendTlsPolicy],
  docs: `Of two BackendTLSPolicies with the same target and \`sectionName\` one counts: the older one, and of two of one age the one whose name comes first. The other is not accepted for that target (\`Conflicted\`), whatever hostname or authorities it names.

When manifests say nothing of their age they are taken to be applied together, so that the names decide. Policies for different ports of one target are no conflict, and neither is a policy for one port beside one for all: for that port the former counts.

**Do:** make one policy of the two, or write the ports they are for in \`sectionName\`.`,
  check(resource, lookup, report) {
    const { targets, isIgnored } = backendTlsView(resource);
    if (isIgnored !== false || resource.entry.isPatch || resource.namespace === undefined || lookup.isKustomized(resource)) return;
    for (const target of targets) {
      const other = takenInstead(lookup, resource, target);
      if (other === undefined) continue;
      report({
        span: target.name.value.span, restsOn: [other],
        message: `The BackendTLSPolicy ${other.name ?? ''} has this target too, and of two only the older one counts, of one age the one whose name comes first: this policy says nothing here unless it is older. Delete one of them, or write the ports they are for in sectionName.`,
        related: backendTlsView(other).targets.filter(({ name }) => name.text === target.name.text).slice(0, 1).map(({ name }) => ({ resource: other, span: name.value.span, message: `the target of ${other.name ?? ''}` })),
      });
    }
  },
});
