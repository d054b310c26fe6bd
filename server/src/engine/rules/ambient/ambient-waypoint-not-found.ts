import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { findWaypoint, waypointOf } from '../../references/waypoints.ts';
import type { WaypointUse } from '../../references/waypoints.ts';
import { nearest } from '../../text/nearest.ts';
import { allInNamespace, anyInNamespace, findAnywhere } from '../../workspace/indexes/by-name.ts';
import { placeOf } from '../support/waypoints.ts';
import { referenceRule } from '../define.ts';

export const ambientWaypointNotFound = referenceRule({
  id: 'ambient-waypoint-not-found',
  title: 'No such waypoint',
  severity: 'error',
  since: '0.1.0',
  kinds: [serviceEntry, service],
  fixable: true,
  docs: `The label \`istio.io/use-waypoint\` of a ServiceEntry, a Service or, for ServiceEntries, their Namespace names a Gateway of the Gateway API that is nowhere in the workspace. Istio then uses no waypoint for the host: the traffic goes straight from ztunnel to its destination, past all HTTP routing and policies.

The waypoint is looked for in the namespace of the resource, or in the one that \`istio.io/use-waypoint-namespace\` names. The value \`none\` means no waypoint.

It is an error where the mistake is plain (nearly the same name, or the same name in another namespace), and a warning where the workspace holds other Gateways of that namespace; elsewhere nothing is said.

**Do:** correct the name, or write the waypoint's namespace into the second label.`,
  check(resource, lookup, report) {
    const use = waypointOf(lookup, resource);
    if (use === undefined || (use.holder !== resource && resource.kind === service)) return;
    const { found, unnamed } = findWaypoint(lookup, use);
    if (found.length > 0 || unnamed) return;
    const meant = nearMiss(lookup, use);
    const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: anyInNamespace(lookup, kubernetesGateway, use.namespace, resource) });
    if (severity === undefined) return;
    report({
      ...placeOf(resource, use), severity,
      message: `There is no Gateway ${use.name}${use.namespace === undefined ? '' : ` in namespace ${use.namespace}`} that could be the waypoint: traffic goes past it, and past its policies. ${meant?.hint ?? 'Correct the name, or add the waypoint.'}`,
      fixes: () => (meant?.instead === undefined ? [] : [{ title: `Replace with ${meant.instead}`, preferred: true, edits: [{ ...replaceString(use.label, meant.instead), resource: use.holder }] }]),
    });
  },
});

function nearMiss(lookup: Lookup, { name, namespace }: WaypointUse): { readonly hint: string; readonly instead?: string } | undefined {
  const elsewhere = findAnywhere(lookup, kubernetesGateway, name).filter((one: Resource) => one.namespace !== undefined);
  if (elsewhere.length === 1) return { hint: `There is one in namespace ${elsewhere[0]?.namespace ?? ''}: name it in the label istio.io/use-waypoint-namespace.` };
  const spelled = nearest(name, allInNamespace(lookup, kubernetesGateway, namespace).map((one) => one.name ?? ''));
  return spelled === undefined ? undefined : { hint: `Did you mean ${spelled}?`, instead: spelled };
}
