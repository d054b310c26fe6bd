import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { isAmbient, waypointOf } from '../../references/waypoints.ts';
import { externalService, mayBeDynamic } from '../../views/external-service.ts';
import { textsAt } from '../../views/read.ts';
import { referenceRule } from '../define.ts';

export const ambientWildcardHost = referenceRule({
  id: 'ambient-wildcard-host',
  title: 'Wildcard host in ambient mode',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  fixable: true,
  docs: `A ServiceEntry that uses a waypoint, or stands in a namespace in ambient mode, has a wildcard host. ztunnel and waypoints know names and addresses, no wildcards: only resolution \`DYNAMIC_DNS\` lets a waypoint take them. With any other the traffic to such hosts is not part of the mesh there.

A namespace is in ambient mode by its label \`istio.io/dataplane-mode: ambient\`, or by the setting \`egress.istio.ambientNamespaces\`.

**Do:** list the hosts, or use resolution \`DYNAMIC_DNS\`.`,
  check(resource, lookup, report) {
    const entry = externalService(resource);
    if (entry === undefined || entry.resolution === 'DYNAMIC_DNS') return;
    const wildcards = textsAt(resource.root.at('spec', 'hosts')).filter(({ text }) => text?.startsWith('*.') === true);
    if (wildcards.length === 0) return;
    const reason = waypointOf(lookup, resource) !== undefined ? 'waypoints' : isAmbient(lookup, resource) ? 'ztunnel' : undefined;
    if (reason === undefined) return;
    for (const { value, text } of wildcards) {
      report({
        span: value.span,
        message: `In ambient mode ${reason === 'ztunnel' ? 'ztunnel knows' : 'waypoints know'} no wildcard hosts with resolution ${entry.resolution}, so traffic to ${text ?? ''} passes them by. List the hosts, or use DYNAMIC_DNS.`,
        fixes: () => (entry.spec.at('resolution').type === 'string' && mayBeDynamic(entry) ? [{ title: 'Use resolution DYNAMIC_DNS', edits: [replaceString(entry.spec.at('resolution'), 'DYNAMIC_DNS')] }] : []),
        related: entry.spec.at('resolution').exists ? [{ resource, span: entry.spec.at('resolution').span, message: 'the resolution' }] : [],
      });
    }
  },
});
