// How findings speak of waypoints.
import type { DataMap } from '../../edits/style.ts';
import type { Problem } from '../../model/finding.ts';
import { service } from '../../kinds/service.ts';
import type { Resource } from '../../model/resource.ts';
import type { WaypointUse } from '../../references/waypoints.ts';
import { podLabels } from '../../views/workload.ts';

/** The label of a resource that names a waypoint; where its Namespace has the label, the resource's name, and the label beside it. */
export function placeOf(resource: Resource, { holder, label }: WaypointUse): Pick<Problem, 'span' | 'related'> {
  if (holder === resource) return { span: label.span };
  return { span: resource.root.at('metadata', 'name').span, related: [{ resource: holder, span: label.span, message: 'the waypoint of the namespace' }] };
}

/** How `targetRefs` of a policy name a resource. */
export function targetRef({ root, kind, name = '' }: Resource): DataMap {
  const group = root.at('apiVersion').string?.split('/', 1)[0] ?? '';
  return { ...(kind === service ? {} : { group }), kind: kind.kind, name };
}

/** Whether the labels of a workload's pods are out of ambient mode. */
export function hasOwnSidecar(workload: Resource): boolean {
  const { labels, complete } = podLabels(workload);
  return !complete || labels.get('sidecar.istio.io/inject') === 'true' || labels.get('istio.io/dataplane-mode') === 'none';
}
