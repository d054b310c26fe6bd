import { replaceString } from '../../edits/scalar.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Resource } from '../../model/resource.ts';
import { resolveHost } from '../../references/services.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import { referenceRule } from '../define.ts';

export const tlsIstioMutualExternal = referenceRule({
  id: 'tls-istio-mutual-external',
  title: 'The mesh\'s mutual TLS towards a server outside',
  severity: 'warning',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `A DestinationRule has mode \`ISTIO_MUTUAL\` for a host outside the mesh: a ServiceEntry whose \`location\` is \`MESH_EXTERNAL\`, which is also what a missing one means. The proxy then expects a certificate of the mesh, which a server outside does not have, and every connection fails.

The rule is silent where the ServiceEntry chooses workloads, which may have a sidecar.

**Do:** write mode \`SIMPLE\`, or \`MUTUAL\` with a client certificate. If the servers do have a sidecar, write \`location: MESH_INTERNAL\` in the ServiceEntry.`,
  check(resource, lookup, report) {
    const { host: { text } } = destinationRuleView(resource);
    const modes = trafficPolicies(resource).all.map((policy) => policy.at('tls', 'mode')).filter(({ string }) => string === 'ISTIO_MUTUAL');
    if (text === undefined || modes.length === 0) return;
    const { targets, uncertain, host } = resolveHost(lookup, text, resource.namespace);
    const exact = targets.filter((target) => target.kind !== serviceEntry || serviceEntryHosts(target).some((one) => one.text === host));
    if (uncertain || exact.length === 0 || exact.length < targets.length || !exact.every(isOutside)) return;
    for (const mode of modes) report({
      span: mode.span,
      message: `${host} is outside the mesh, where no server has a certificate of the mesh: connections fail. Write SIMPLE.`,
      related: exact.map((entry) => {
        const location = entry.root.at('spec', 'location');
        return { resource: entry, span: location.exists ? location.span : entry.root.at('spec', 'hosts').keySpan, message: location.exists ? 'outside the mesh' : 'outside the mesh, as it says no location' };
      }),
      fixes: () => [{ title: 'Replace with SIMPLE', edits: [replaceString(mode, 'SIMPLE')] }],
    });
  },
});

function isOutside(target: Resource): boolean {
  const spec = target.root.at('spec');
  const location = spec.at('location');
  if (target.kind !== serviceEntry || target.entry.document.partial || spec.hasUnknownEntries || spec.at('workloadSelector').exists) return false;
  return !location.exists || location.string === 'MESH_EXTERNAL';
}
