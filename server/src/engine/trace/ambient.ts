// What ztunnel does with a request of a pod in ambient mesh: it knows services by their addresses, and leads to their waypoints.
import type { Resource } from '../model/resource.ts';
import { findWaypoint, isAmbientNamespace, waypointOf, waypointTraffic } from '../references/waypoints.ts';
import type { World } from '../references/world.ts';
import { kubernetesGatewayView } from '../views/gateway-api.ts';
import type { MeshPort } from '../views/mesh-service.ts';
import { isWildcard } from '../text/host.ts';
import type { Decision, Proxy, TraceRequest, TraceSource } from './model.ts';
import { servicesOver } from './world.ts';
import type { MeshService } from './world.ts';

/** Where ztunnel leads a request. */
export interface AmbientWay {
  readonly service: MeshService;
  readonly port: MeshPort;
  /** The proxy of the waypoint, where the service has one that serves it. */
  readonly waypoint: { readonly proxy: Proxy; readonly gateway: Resource } | undefined;
  readonly decisions: readonly Decision[];
}

/** Whether a pod is in ambient mode: its namespace is, and it neither opts out nor has a sidecar. */
export function isAmbientPod({ lookup }: World, { namespace, labels }: TraceSource): boolean {
  const mode = labels.get('istio.io/dataplane-mode');
  if (mode !== undefined) return mode === 'ambient';
  return labels.get('sidecar.istio.io/inject') !== 'true' && isAmbientNamespace(lookup, namespace);
}

/** Where a request goes; `undefined` where ztunnel knows no such service. `exportTo` does not count in ambient mesh. */
export function ambientWay(world: World, { host, port: number, address }: TraceRequest): AmbientWay | undefined {
  for (const service of servicesOver(world, host)) {
    const port = service.ports.find((one) => one.number === number);
    if (port === undefined || !isAddressable(world, service) || (address !== undefined && !service.addresses.includes(address))) continue;
    const found = waypointFor(world, service);
    const decisions: readonly Decision[] = [{ role: 'service', resource: service.resource, value: port.value }];
    return { service, port, waypoint: found?.waypoint, decisions: [...(found === undefined ? [] : [found.decision]), ...decisions] };
  }
  return undefined;
}

/** Whether ztunnel has an address for it: one of its own, or one that Istio gives it. */
function isAddressable({ mesh }: World, { host, view, addresses, resource }: MeshService): boolean {
  if (view.registry === 'kubernetes' || addresses.length > 0) return true;
  if (view.resolution === 'passthrough' || (isWildcard(host) && view.resolution !== 'dynamic-dns')) return false;
  return mesh.ipAutoallocate && resource.root.at('metadata', 'labels', 'networking.istio.io/enable-autoallocate-ip').string !== 'false';
}

function waypointFor(world: World, { resource }: MeshService): { readonly waypoint: AmbientWay['waypoint']; readonly decision: Decision } | undefined {
  const asked = waypointOf(world.lookup, resource);
  if (asked === undefined) return undefined;
  const gateway = findWaypoint(world.lookup, asked).found.find(servesServices);
  const decision: Decision = { role: 'waypoint', resource: asked.holder, value: asked.label };
  if (gateway === undefined) return { waypoint: undefined, decision };
  const proxy: Proxy = { type: 'waypoint', namespace: world.namespaceOf(gateway), labels: new Map([['gateway.networking.k8s.io/gateway-name', gateway.name ?? '']]) };
  return { waypoint: { proxy, gateway }, decision };
}

/** Whether a Gateway is a waypoint for Services and ServiceEntries. */
function servesServices(gateway: Resource): boolean {
  const { traffic } = waypointTraffic(gateway);
  return !gateway.entry.isPatch && kubernetesGatewayView(gateway).className === 'istio-waypoint' && (traffic === undefined || traffic === 'service' || traffic === 'all');
}
