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
import { filedAbove } from './hosts.ts';
import { compareAge } from '../references/age.ts';
import { isPublic, privateFirst } from './world.ts';
import { exportsOf, isExported } from '../references/visibility.ts';
import { perWorld } from '../references/world.ts';
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

export const readVirtualService = perWorld((world, resource: Resource): MeshVirtualService => {
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
});

/** `ns/name`, as routes and servers are compared; `mesh` stays what it is. */
export function fullGatewayName(text: string, namespace: string): string {
  return text === mesh ? mesh : gatewayId(parseGatewayName(text, namespace));
}

/** The VirtualServices among some resources. */
function readAll(world: World, resources: readonly Resource[]): readonly MeshVirtualService[] {
  return [...new Set(resources)].filter(({ kind, entry, name }) => kind === virtualService && !entry.isPatch && name !== undefined)
    .map((resource) => readVirtualService(world, resource)).filter(({ hosts }) => hosts.length > 0);
}

/** Those that a namespace sees, in the order in which they count. */
function seenIn(found: readonly MeshVirtualService[], to: string): readonly MeshVirtualService[] {
  return inOrder(found.filter(({ exportTo, namespace }) => isExported(exportTo, namespace, to)));
}

function inOrder(found: readonly MeshVirtualService[]): readonly MeshVirtualService[] {
  return found.length < 2 ? found : privateFirst([...found].sort(compareAge), ({ exportTo }) => exportTo);
}

/** The VirtualServices for all sidecars that a namespace sees and that are for a host: they name it, or a wildcard over it or under it. Routes of the Gateway API in their own namespace come first. */
export function meshVirtualServicesOver(world: World, host: string, to: string): readonly MeshVirtualService[] {
  const routes = routesForClients(world, host);
  const found = foundOver(world, host);
  if (routes.length === 0 && found.ofMesh !== undefined) return found.ofMesh;
  const isOwn = ({ namespace }: MeshVirtualService): boolean => namespace === to;
  return [...routes.filter(isOwn), ...virtualServicesOver(world, host, to).filter(({ gateways }) => gateways.includes(mesh)), ...routes.filter((one) => !isOwn(one))];
}

/** What routes of the Gateway API say to clients of the services with a host. */
const routesForClients = perWorld((world, host: string): readonly MeshVirtualService[] => {
  const services = servicesOver(world, host).filter(({ resource }) => !isGenerated(resource));
  return services.flatMap((one) => routesOfService(world, one.resource, [one.host])).map((resource) => readVirtualService(world, resource));
});

/** What routes of the Gateway API say to a gateway that is the proxy of these, for a host or for any. */
export function routesForGateways(world: World, gateways: readonly Resource[], host?: string): readonly MeshVirtualService[] {
  return gateways.flatMap((one) => routesOfGateway(world, one)).map((resource) => readVirtualService(world, resource))
    .filter(({ hosts }) => host === undefined || hosts.some((one) => hostsOverlap(one.host, host)));
}

/** What is found for a host, and what of it counts in every namespace, where that is all of it. */
interface Found {
  readonly all: readonly MeshVirtualService[];
  readonly everywhere: readonly MeshVirtualService[] | undefined;
  /** Those for all sidecars. */
  readonly ofMesh: readonly MeshVirtualService[] | undefined;
}

const above = filedAbove(virtualServiceByHost);

const foundOver = perWorld((world, host: string): Found => {
  const lower = host.toLowerCase();
  const homeless = parseClusterHost(host, world.clusterDomain);
  const keys = [...(homeless === undefined ? [] : [homelessKey(homeless.name)]), ...(isWildcard(host) ? [underKey(host.slice(host.indexOf('.') + 1).toLowerCase())] : [])];
  const all = readAll(world, [...world.lookup.all(virtualServiceByHost, lower), ...above(world.lookup, lower), ...keys.flatMap((key) => world.lookup.all(virtualServiceByHost, key))]);
  const everywhere = all.every(({ exportTo }) => exportTo.length === 0 || isPublic(exportTo)) ? inOrder(all) : undefined;
  return { all, everywhere, ofMesh: everywhere?.filter(({ gateways }) => gateways.includes(mesh)) };
});

/** The VirtualServices for a host, whatever gateways they name. */
export function virtualServicesOver(world: World, host: string, to: string): readonly MeshVirtualService[] {
  const { all, everywhere } = foundOver(world, host);
  return everywhere ?? seenIn(all, to);
}

/** The VirtualServices that a gateway in a namespace reads. */
export function gatewayVirtualServices(world: World, gateway: string, to: string): readonly MeshVirtualService[] {
  return seenIn(readAll(world, world.lookup.all(virtualServiceByGateway, bareGatewayName(gateway))), to).filter(({ gateways }) => gateways.includes(gateway));
}
