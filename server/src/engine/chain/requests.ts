// What there is to trace for a VirtualService: its external hosts on their ports, from the namespaces it is for.
import type { MeshVirtualService } from '../trace/virtual-services.ts';
import type { TraceRequest } from '../trace/model.ts';
import { expandHost, isWildcard, hostCovers, parseClusterHost } from '../text/host.ts';
import { requestsOf } from '../trace/requests.ts';
import { workloadByNamespace } from '../workspace/indexes/by-label.ts';
import { isExported } from '../references/visibility.ts';
import { isVisible, servicesAt, servicesOver, servicesUnder } from '../trace/world.ts';
import type { MeshService } from '../trace/world.ts';
import type { World } from '../references/world.ts';
import type { Subject } from './model.ts';
import { gatewayHomes } from './subject.ts';

/** A request and the entry that it is for; none where only VirtualServices know the host. */
export interface Wanted {
  readonly request: TraceRequest;
  readonly entry: MeshService | undefined;
}

/** More entries below one wildcard are no news. */
const mostEntries = 12;

/** The requests that a VirtualService is for. Services of the mesh are of no concern. */
export function requestsFor(world: World, { hosts, http }: Pick<MeshVirtualService, 'hosts' | 'http'>): readonly Wanted[] {
  const wanted = hosts.map(({ host }) => host.toLowerCase()).filter((host) => host !== '*').flatMap((host): readonly Wanted[] => {
    const services = servicesFor(world, host);
    const external = services.filter(({ view }) => view.registry === 'external' && view.external).slice(0, mostEntries);
    if (services.length === 0 && http.length > 0 && isForeign(world, host)) return [{ request: { host, port: 80, protocol: 'HTTP' }, entry: undefined }];
    return external.flatMap((entry) => requestsOf(entry.resource).filter((one) => expandHost(one.host, entry.namespace, world.clusterDomain).toLowerCase() === entry.host.toLowerCase())
      .map((one) => ({ request: { ...one, host: hostCovers(entry.host, host) ? host : one.host }, entry })));
  });
  const unique = new Map(wanted.map((one) => [`${one.request.protocol} ${one.request.host} ${one.request.port}`, one]));
  return [...unique.values()];
}

/** The services that a host of a VirtualService is about: those with exactly this host, or else those over and under it. */
export function servicesFor(world: World, host: string): readonly MeshService[] {
  const exact = servicesAt(world, host);
  if (isWildcard(host)) return [...new Set([...exact, ...servicesUnder(world, host), ...servicesOver(world, host)])];
  return exact.length > 0 ? exact : servicesOver(world, host);
}

function isForeign(world: World, host: string): boolean {
  return !isWildcard(host) && host.includes('.') && parseClusterHost(host, world.clusterDomain) === undefined;
}

/** The namespaces that call. */
export interface Clients {
  readonly namespaces: readonly string[];
  readonly certain: boolean;
}

/** More namespaces than these tell nothing new. */
const mostClients = 4;

/**
 * The namespaces whose requests count: the VirtualService's, the entry's, and those that they are given to by name. Where
 * some of them have workloads here, these are the clients; otherwise any of them may be (`certain` is false).
 */
export function clientsOf({ lookup, world, resource, virtualService, rules }: Subject, entry: MeshService | undefined): Clients {
  const home = virtualService.namespace;
  if (resource.namespace === undefined) return { namespaces: [home], certain: true };
  const gateways = gatewayHomes(rules, world.clusterDomain);
  const isClient = (name: string): boolean => name !== world.mesh.rootNamespace && !gateways.has(name) && isExported(virtualService.exportTo, home, name) && (entry === undefined || isVisible(entry, name));
  const all = new Set([entry?.resource.namespace].flatMap((name) => (name !== undefined && isClient(name) ? [name] : [])));
  for (const name of [...virtualService.exportTo, ...(entry?.view.exportTo ?? [])]) if (/^[a-z0-9]/.test(name) && isClient(name)) all.add(name);
  // The gateway's own pods call nothing; what lies beside them is for others.
  const callers = gateways.has(home) && all.size > 0 ? [...all] : [...new Set([home, ...all])];
  return peopledFirst(callers, (name) => !gateways.has(name) && lookup.any(workloadByNamespace, name));
}

/** Those with workloads, or else all of them. */
function peopledFirst(all: readonly string[], isPeopled: (name: string) => boolean): Clients {
  const peopled = all.filter(isPeopled);
  return { namespaces: (peopled.length > 0 ? peopled : all).slice(0, mostClients), certain: peopled.length > 0 };
}
