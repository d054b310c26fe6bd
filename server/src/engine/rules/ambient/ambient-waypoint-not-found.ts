import { addFieldAfter } from '../../edits/data.ts';
import { fixOf, within } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import type { Fix, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { nearestNamed } from '../../references/nearest-named.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { findWaypoint, waypointOf } from '../../references/waypoints.ts';
import type { WaypointUse } from '../../references/waypoints.ts';
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
    const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: () => anyInNamespace(lookup, kubernetesGateway, use.namespace, resource) });
    if (severity === undefined) return;
    const place = placeOf(resource, use);
    report({
      ...place, severity, related: [...(place.related ?? []), ...(meant === undefined ? [] : [pointTo(meant.target)])],
      message: `There is no Gateway ${use.name}${use.namespace === undefined ? '' : ` in namespace ${use.namespace}`} that could be the waypoint: traffic goes past it, and past its policies. ${meant?.hint ?? 'Correct the name, or add the waypoint.'}`,
      fixes: () => (meant === undefined ? [] : fixesFor(use, meant)),
    });
  },
});

function pointTo(target: Resource): Related {
  return { resource: target, span: target.root.at('metadata', 'name').span, message: `Gateway ${target.name ?? ''} in namespace ${target.namespace ?? ''}` };
}

interface NearWaypoint {
  readonly target: Resource;
  readonly hint: string;
  /** The name to write; absent where the name is right, and the namespace is not. */
  readonly instead?: string;
}

function nearMiss(lookup: Lookup, { name, namespace }: WaypointUse): NearWaypoint | undefined {
  const [elsewhere, ...others] = findAnywhere(lookup, kubernetesGateway, name).filter((one: Resource) => one.namespace !== undefined);
  if (elsewhere !== undefined && others.length === 0) return { target: elsewhere, hint: `There is one in namespace ${elsewhere.namespace ?? ''}: name it in the label ${namespaceLabel}.` };
  const near = nearestNamed(name, allInNamespace(lookup, kubernetesGateway, namespace));
  return near === undefined ? undefined : { target: near.target, hint: `Did you mean ${near.spelled}?`, instead: near.spelled };
}

const namespaceLabel = 'istio.io/use-waypoint-namespace';

function fixesFor({ label, holder }: WaypointUse, { target: { namespace = '' }, instead }: NearWaypoint): readonly Fix[] {
  if (instead !== undefined) return fixOf(`Replace with ${instead}`, within(holder, replaceString(label, instead)), true);
  const written = label.parent?.at(namespaceLabel);
  return fixOf(`Write ${namespaceLabel}: ${namespace}`, within(holder, written?.exists === true ? replaceString(written, namespace) : addFieldAfter(label, namespaceLabel, namespace)));
}
