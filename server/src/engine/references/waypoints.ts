// Waypoints, the gateways of ambient mode, as Istio finds them (`pilot/pkg/serviceregistry/ambient/waypoints.go`).
import { kubernetesGateway } from '../kinds/kubernetes-gateway.ts';
import { namespace as namespaceKind } from '../kinds/targets.ts';
import { keptPerLookup } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { findByName } from '../workspace/indexes/by-name.ts';
import type { Named } from '../workspace/indexes/by-name.ts';
import type { Value } from '../yaml/value.ts';

/** The waypoint that a Service or ServiceEntry is to go through. */
export interface WaypointUse {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The label that says so, and where it stands: at the resource itself or at its Namespace. */
  readonly label: Value;
  readonly holder: Resource;
}

/** `undefined` where no waypoint is asked for, or it is not known which. A Namespace's label counts where the resource has none. */
export function waypointOf(lookup: Lookup, resource: Resource): WaypointUse | undefined {
  const own = labelsOf(resource);
  if (own.type === 'unknown' || own.hasUnknownEntries) return undefined;
  if (own.at(useWaypoint).exists) return readUse(resource, resource.namespace);
  const home = namespaceManifest(lookup, resource);
  return home === undefined ? undefined : readUse(home, resource.namespace);
}

const useWaypoint = 'istio.io/use-waypoint';

/** Whether a Service or ServiceEntry surely goes through no waypoint: neither it nor its Namespace, which is here, has the label. */
export function hasNoWaypoint(lookup: Lookup, resource: Resource): boolean {
  const own = labelsOf(resource);
  if (own.type === 'unknown' || own.hasUnknownEntries || resource.entry.isPatch || lookup.isKustomized(resource)) return false;
  if (own.at(useWaypoint).exists) return own.at(useWaypoint).string === 'none';
  const home = namespaceManifest(lookup, resource);
  if (home === undefined || lookup.isKustomized(home)) return false;
  const labels = labelsOf(home);
  return labels.type !== 'unknown' && !labels.hasUnknownEntries && (!labels.at(useWaypoint).exists || labels.at(useWaypoint).string === 'none');
}

function readUse(holder: Resource, fallback: string | undefined): WaypointUse | undefined {
  const labels = labelsOf(holder);
  const label = labels.at(useWaypoint);
  const other = labels.at('istio.io/use-waypoint-namespace');
  const name = label.string;
  if (name === undefined || name === '' || name === 'none' || (other.exists && other.string === undefined)) return undefined;
  return { name, namespace: other.string ?? fallback, label, holder };
}

/** The Gateways that a waypoint's name stands for. */
export function findWaypoint(lookup: Lookup, { name, namespace }: WaypointUse): Named {
  return findByName(lookup, kubernetesGateway, namespace, name);
}

/** The traffic that a waypoint is for: of Services unless its label says otherwise. `undefined` is not known. */
export function waypointTraffic(waypoint: Resource): { readonly traffic: string | undefined; readonly label: Value } {
  const label = labelsOf(waypoint).at('istio.io/waypoint-for');
  return { traffic: label.exists ? label.string : 'service', label };
}

/** Whether the namespace of a resource is in ambient mode: by its label or by the settings. */
export function isAmbient(lookup: Lookup, resource: Resource): boolean {
  return isAmbientNamespace(lookup, resource.namespace);
}

/** Whether a namespace is in ambient mode: by its label or by the settings. */
export function isAmbientNamespace(lookup: Lookup, namespace: string | undefined): boolean {
  if (namespace !== undefined && lookup.options.ambientNamespaces.includes(namespace)) return true;
  const home = namespaceManifest(lookup, { namespace });
  return home !== undefined && labelsOf(home).at('istio.io/dataplane-mode').string === 'ambient' && !asksForSidecars(home);
}

/** A pod that got a sidecar is left alone by ambient mode, and these labels have all pods of a namespace get one (`pkg/config/analysis/analyzers/util/in_mesh.go`). */
function asksForSidecars(home: Resource): boolean {
  const revision = labelsOf(home).at('istio.io/rev');
  return labelsOf(home).at('istio-injection').string === 'enabled' || (revision.exists && revision.string !== '');
}

/** Whether the namespace of a resource says that its pods get sidecars. */
export function injectsSidecars(lookup: Lookup, resource: Resource): boolean {
  const home = namespaceManifest(lookup, resource);
  return home !== undefined && asksForSidecars(home) && !isAmbient(lookup, resource);
}

/** The one manifest of the resource's namespace. */
function namespaceManifest(lookup: Lookup, { namespace }: Pick<Resource, 'namespace'>): Resource | undefined {
  const [only, ...others] = namespace === undefined ? [] : keptNamespaces(lookup, namespace, () => findByName(lookup, namespaceKind, undefined, namespace).found);
  return others.length === 0 ? only : undefined;
}

const keptNamespaces = keptPerLookup<readonly Resource[]>();

function labelsOf({ root }: Resource): Value {
  return root.at('metadata', 'labels');
}
