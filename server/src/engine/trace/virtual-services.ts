// VirtualServices as proxies get them: names made full, gateways resolved, delegates merged in.
import { virtualService } from '../kinds/virtual-service.ts';
import type { Resource } from '../model/resource.ts';
import { expandHost, hostsOverlap, isWildcard, parseClusterHost } from '../text/host.ts';
import { bareGatewayName, homelessKey, underKey, virtualServiceByGateway, virtualServiceByHost } from '../workspace/indexes/mesh.ts';
import { gatewayId, mesh, parseGatewayName } from '../references/gateways.ts';
import { textsAt } from '../views/read.ts';
import type { Value } from '../yaml/value.ts';
import { mergeDelegates } from './delegates.ts';
import { routesOfGateway, routesOfService } from './generated-routes.ts';
import { isGenerated } from './generated.ts';
import { servicesOver } from './world.ts';
import { rulesAt } from './rules.ts';
import type { RouteRule } from './rules.ts';
import { coveringKeys } from './hosts.ts';
import { compareAge } from '../references/age.ts';
import { perLookup } from '../references/per-lookup.ts';
import { privateFirst } from './world.ts';
import { exportsOf, isExported } from '../references/visibility.ts';
import type { World } from '../references/world.ts';

export interface MeshVirtualService {
  readonly resource: Resource;
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly { readonly host: string; readonly value: Value }[];
  /** Full names, and `mesh`. */
  readonly gateways: readonly string[];
  readonly exportTo: readonly string[];
  readonly http: readonly RouteRule[];
  readonly tls: readonly RouteRule[];
  readonly tcp: readonly RouteRule[];
}

export function readVirtualService(world: World, resource: Resource): MeshVirtualService {
  const spec = resource.root.at('spec');
  const namespace = world.namespaceOf(resource);
  const gateways = textsAt(spec.at('gateways')).flatMap(({ text }) => (text === undefined ? [] : [fullGatewayName(text, namespace)]));
  return {
    resource, namespace, name: resource.name ?? '',
    hosts: textsAt(spec.at('hosts')).flatMap(({ text, value }) => (text === undefined ? [] : [{ host: expandHost(text, namespace, world.clusterDomain), value }])),
    gateways: spec.at('gateways').items().length === 0 ? [mesh] : gateways,
    exportTo: exportsOf(world.mesh, resource),
    http: mergeDelegates(world, namespace, rulesAt(resource, 'http')),
    tls: rulesAt(resource, 'tls'),
    tcp: rulesAt(resource, 'tcp'),
  };
}

/** `ns/name`, as routes and servers are compared; `mesh` stays what it is. */
export function fullGatewayName(text: string, namespace: string): string {
  return text === mesh ? mesh : gatewayId(parseGatewayName(text, namespace));
}

function prepare(world: World, resources: readonly Resource[], to: string): readonly MeshVirtualService[] {
  const found = [...new Set(resources)].filter(({ kind, entry, name }) => kind === virtualService && !entry.isPatch && name !== undefined)
    .map((resource) => readVirtualService(world, resource))
    .filter(({ exportTo, namespace, hosts }) => hosts.length > 0 && isExported(exportTo, namespace, to))
    .sort(compareAge);
  return privateFirst(found, ({ exportTo }) => exportTo);
}

/** The VirtualServices for all sidecars that a namespace sees and that are for a host: they name it, or a wildcard over it or under it. Routes of the Gateway API in their own namespace come first. */
export function meshVirtualServicesOver(world: World, host: string, to: string): readonly MeshVirtualService[] {
  const routes = routesForClients(world, host);
  const isOwn = ({ namespace }: MeshVirtualService): boolean => namespace === to;
  return [...routes.filter(isOwn), ...virtualServicesOver(world, host, to).filter(({ gateways }) => gateways.includes(mesh)), ...routes.filter((one) => !isOwn(one))];
}

/** What routes of the Gateway API say to clients of the services with a host. */
const routesForClients = perLookup((world, host: string): readonly MeshVirtualService[] => {
  const services = servicesOver(world, host).filter(({ resource }) => !isGenerated(resource));
  return services.flatMap((one) => routesOfService(world, one.resource, [one.host])).map((resource) => readVirtualService(world, resource));
});

/** What routes of the Gateway API say to a gateway that is the proxy of these, for a host or for any. */
export function routesForGateways(world: World, gateways: readonly Resource[], host?: string): readonly MeshVirtualService[] {
  return gateways.flatMap((one) => routesOfGateway(world, one)).map((resource) => readVirtualService(world, resource))
    .filter(({ hosts }) => host === undefined || hosts.some((one) => hostsOverlap(one.host, host)));
}

/** The VirtualServices for a host, whatever gateways they name. */
export const virtualServicesOver = perLookup((world, host: string, to: string): readonly MeshVirtualService[] => {
  const homeless = parseClusterHost(host, world.clusterDomain);
  const keys = [...coveringKeys(host), ...(homeless === undefined ? [] : [homelessKey(homeless.name)]), ...(isWildcard(host) ? [underKey(host.slice(host.indexOf('.') + 1).toLowerCase())] : [])];
  return prepare(world, keys.flatMap((key) => world.lookup.all(virtualServiceByHost, key)), to);
});

/** The VirtualServices that a gateway in a namespace reads. */
export function gatewayVirtualServices(world: World, gateway: string, to: string): readonly MeshVirtualService[] {
  return prepare(world, world.lookup.all(virtualServiceByGateway, bareGatewayName(gateway)), to).filter(({ gateways }) => gateways.includes(gateway));
}
