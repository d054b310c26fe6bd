// The resources of a mesh, found through `Lookup` so that whoever asks for a trace depends on what it read and on no more.
import { gateway } from '../kinds/gateway.ts';
import type { Resource } from '../model/resource.ts';
import type { Question } from '../model/rule.ts';
import { isWildcard, parseClusterHost } from '../text/host.ts';
import { gatewayView } from '../views/gateway.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import type { MeshPort, MeshServiceView } from '../views/mesh-service.ts';
import { selects } from '../views/workload.ts';
import { gatewayBySelector, homelessKey, meshServiceByHost, meshServiceByPort, underKey } from '../workspace/indexes/mesh.ts';
import { filedAbove } from './hosts.ts';
import { generatedService } from './generated-gateways.ts';
import type { Proxy } from './model.ts';
import { compareAge } from '../references/age.ts';
import { exportsOf, isExported } from '../references/visibility.ts';
import { perWorld } from '../references/world.ts';
import type { World } from '../references/world.ts';

/** A service of the mesh: a Service, or one host of a ServiceEntry. */
export interface MeshService {
  readonly resource: Resource;
  readonly view: MeshServiceView;
  readonly host: string;
  readonly namespace: string;
  /** What Istio sorts it by: the host of a ServiceEntry, the name of a Service. */
  readonly name: string;
  /** Those of the view, or the part of them that a Sidecar or VirtualService asks for, or those of several merged. */
  readonly ports: readonly MeshPort[];
  /** Those of the view, or the one that Istio gives it. Without any a proxy listens on 0.0.0.0. */
  readonly addresses: readonly string[];
  /** The namespaces that see it, where it says nothing those that the mesh says. */
  readonly exportTo: readonly string[];
}

function servicesOf(world: World, resource: Resource): readonly MeshService[] {
  const view = meshServiceView(resource);
  const namespace = world.namespaceOf(resource);
  const common = { resource, view, namespace, ports: view.ports, addresses: view.addresses, exportTo: exportsOf(world.mesh, resource) };
  if (view.registry === 'external') {
    const given = getsAddress(world, resource, view);
    return view.hosts.flatMap(({ text }) => (text === undefined ? [] : [{ ...common, host: text, name: text, ...(given && !isWildcard(text) ? { addresses: [givenAddress(text)] } : {}) }]));
  }
  const { name } = resource;
  return name === undefined ? [] : [{ ...common, name, host: `${name}.${namespace}.svc.${world.clusterDomain}` }];
}

/** Whether Istio gives the hosts of a ServiceEntry addresses that sidecars use (`ip_autoallocation.go`, `nodeUsesAutoallocatedIPs`). */
function getsAddress({ mesh }: World, { root }: Resource, { addresses, resolution }: MeshServiceView): boolean {
  return mesh.dnsCapture && mesh.ipAutoallocate && addresses.length === 0 && resolution !== 'passthrough'
    && root.at('metadata', 'labels', 'networking.istio.io/enable-autoallocate-ip').string !== 'false';
}

/** Stands for the address that Istio gives a host. Which one it is does not matter. */
function givenAddress(host: string): string {
  return `address of ${host.toLowerCase()}`;
}

const noServices: readonly MeshService[] = [];

/** The services that a lookup found, the oldest first. */
function sorted(world: World, resources: readonly Resource[], wanted: (service: MeshService) => boolean): readonly MeshService[] {
  if (resources.length === 0) return noServices;
  const distinct = resources.length === 1 ? resources : [...new Set(resources)];
  return distinct.flatMap((resource) => (resource.entry.isPatch ? [] : servicesOf(world, resource))).filter(wanted).sort(compareAge);
}

/** The services with exactly this host, which may be a wildcard. */
export const servicesAt = perWorld((world, host: string): readonly MeshService[] => {
  const lower = host.toLowerCase();
  if (lower !== host) return servicesAt(world, lower);
  const homeless = parseClusterHost(lower, world.clusterDomain);
  const found = [
    ...world.lookup.all(meshServiceByHost, lower),
    ...(homeless === undefined ? [] : world.lookup.all(meshServiceByHost, homelessKey(homeless.name))),
  ];
  const services = sorted(world, found, (one) => one.host.toLowerCase() === lower);
  return services.length > 0 ? services : generatedService(world, lower).flatMap((resource) => servicesOf(world, resource));
});

/** The services whose host is this one or a wildcard over it. */
export const servicesOver = perWorld((world, host: string): readonly MeshService[] => {
  const lower = host.toLowerCase();
  const above = servicesAbove(world.lookup, lower);
  if (above.length === 0) return servicesAt(world, lower);
  const hosts = new Set([...world.lookup.all(meshServiceByHost, lower), ...above].flatMap((resource) => servicesOf(world, resource)).map((one) => one.host.toLowerCase()));
  return [lower, ...[...hosts].filter((one) => one !== lower && one.startsWith('*') && lower.endsWith(one.slice(1)))].flatMap((one) => servicesAt(world, one));
});

const servicesAbove = filedAbove(meshServiceByHost);

/** The services below a wildcard host: `*.example.com` covers them. */
export const servicesUnder = perWorld((world, wildcard: string): readonly MeshService[] => {
  const suffix = wildcard.slice(1).toLowerCase();
  // Of an odd wildcard (`*-api.example.com`) the domain is looked up, and the rest is filtered.
  const domain = suffix.startsWith('.') ? suffix.slice(1) : suffix.slice(suffix.indexOf('.') + 1);
  return sorted(world, world.lookup.all(meshServiceByHost, underKey(domain)), (one) => (one.host.startsWith('*') ? one.host.slice(1) : one.host).toLowerCase().endsWith(suffix));
});

/** The services with a port of that kind and number. */
export function servicesWithPort(world: World, kind: MeshPort['kind'] | 'vip', port: number): readonly MeshService[] {
  return servicesByPort(world, `${kind} ${port}`);
}

const servicesByPort = perWorld((world, key: string) => sorted(world, world.lookup.all(meshServiceByPort, key), () => true));

/** Whether it is exported to everybody: what is exported to some is looked at first. */
export function isPublic(exportTo: readonly string[]): boolean {
  return exportTo.includes('*');
}

export function isVisible({ exportTo, namespace }: MeshService, to: string): boolean {
  return isExported(exportTo, namespace, to);
}

/** Those exported to some namespaces before those exported to all, each in their order. */
export function privateFirst<Item>(items: readonly Item[], exportTo: (item: Item) => readonly string[]): readonly Item[] {
  if (items.length < 2) return items;
  return [...items.filter((item) => !isPublic(exportTo(item))), ...items.filter((item) => isPublic(exportTo(item)))];
}

function gatewayKeys(labels: ReadonlyMap<string, string>): readonly string[] {
  return ['*', ...[...labels].map(([key, value]) => `${key}=${value}`)];
}

/** The Gateways that may select pods with these labels. */
export function gatewayLists({ lookup }: World, labels: ReadonlyMap<string, string>): readonly (readonly Resource[])[] {
  return gatewayKeys(labels).map((key) => lookup.all(gatewayBySelector, key));
}

/** What follows from these lists: thousands of Gateways may be for the same pods, and most have to do with other hosts. */
export function partOfGatewayLists<Result>({ lookup }: World, labels: ReadonlyMap<string, string>, question: Question<Result>): Result {
  return lookup.part(gatewayBySelector, gatewayKeys(labels), question);
}

/** Those among the lists that pods of a namespace with these labels read, the oldest first. */
export function gatewaysFor(world: World, lists: readonly (readonly Resource[])[], { namespace, labels }: Pick<Proxy, 'namespace' | 'labels'>): readonly Resource[] {
  const found = lists.flat().filter((one) => one.kind === gateway && !one.entry.isPatch && one.name !== undefined && selects(gatewayView(one).selector.labels, labels)
    && (!world.mesh.scopeGatewayToNamespace || world.namespaceOf(one) === namespace));
  return found.map((resource) => ({ resource, name: resource.name ?? '', namespace: world.namespaceOf(resource) })).sort(compareAge).map(({ resource }) => resource);
}
