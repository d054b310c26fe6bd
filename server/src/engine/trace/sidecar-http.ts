// The virtual host of a sidecar that takes an HTTP request (`BuildSidecarOutboundVirtualHosts`).
import { aliasedHost } from './aliases.ts';
import { otherNames } from './hosts.ts';
import { bySpecificity, isWildcard, mostSpecific } from '../text/host.ts';
import { httpRoutes } from './routes.ts';
import type { ProxyRoute } from './routes.ts';
import { isGenerated } from './generated.ts';
import { importsVirtualService } from '../references/sidecars.ts';
import type { EgressListener } from '../references/sidecars.ts';
import { importedAt, takes } from './scope.ts';
import type { Scope } from './scope.ts';
import { mesh } from '../references/gateways.ts';
import { meshVirtualServicesOver } from './virtual-services.ts';
import type { MeshVirtualService } from './virtual-services.ts';
import { servicesOver, servicesUnder } from './world.ts';
import type { MeshService } from './world.ts';

/** What a virtual host consists of: the routes of a VirtualService, or the one to the service itself. */
export type VirtualHost =
  | { readonly type: 'routes'; readonly virtualService: MeshVirtualService; readonly routes: readonly ProxyRoute[]; readonly service: MeshService | undefined }
  | { readonly type: 'service'; readonly service: MeshService };

/** Where hosts are looked for: what one listener sees on one port. */
interface Place {
  readonly scope: Scope;
  readonly listener: EgressListener;
  readonly port: number;
}

interface Claim {
  readonly hosts: readonly string[];
  readonly services: readonly MeshService[];
  readonly found: VirtualHost & { readonly type: 'routes' };
}

export function virtualHostFor(scope: Scope, listener: EgressListener, host: string, port: number): VirtualHost | undefined {
  const place: Place = { scope, listener, port };
  const lower = host.toLowerCase();
  const found = exactly(place, lower);
  if (found !== undefined) return found;
  for (const name of otherNames(scope.world, lower, scope.proxy.namespace)) {
    const known = exactly(place, name);
    if (known?.service !== undefined) return known;
  }
  return byWildcard(place, lower);
}

function exactly(place: Place, host: string): VirtualHost | undefined {
  for (const claim of claimsOver(place, host)) {
    const service = claim.services.find((one) => one.host.toLowerCase() === host);
    if (service !== undefined || claim.hosts.includes(host)) return { ...claim.found, service };
  }
  return ofService(place, host);
}

/** The service itself, where it speaks HTTP or what is sent is found out. Another name of a service leads to that. */
function ofService(place: Place, host: string): VirtualHost | undefined {
  const concrete = aliasedHost(place.scope, place.listener, host);
  if (concrete !== undefined) return registered(place, concrete) === undefined ? undefined : exactly(place, concrete);
  const service = registered(place, host);
  return service !== undefined && service.view.resolution !== 'alias' && speaksHttp(service, place.port) ? { type: 'service', service } : undefined;
}

function byWildcard(place: Place, host: string): VirtualHost | undefined {
  const claims = claimsOver(place, host);
  const services = servicesOver(place.scope.world, host).map((one) => one.host.toLowerCase()).filter(isWildcard);
  const patterns = [...new Set([...claims.flatMap(({ hosts }) => hosts), ...services])].filter((one) => isWildcard(one) && one !== '*' && host.endsWith(one.slice(1)));
  for (const pattern of patterns.sort(bySpecificity)) {
    const found = exactly(place, pattern);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The service with a host that has the port, as the last one in the listener's order. */
function registered({ scope, listener, port }: Place, host: string): MeshService | undefined {
  return importedAt(scope, listener, host).findLast((one) => hasPort(one, port));
}

function hasPort({ ports }: MeshService, port: number): boolean {
  return ports.some(({ number, kind }) => number === port && kind !== 'udp');
}

function speaksHttp({ ports }: MeshService, port: number): boolean {
  const kind = ports.find(({ number }) => number === port)?.kind;
  return kind === 'http' || kind === 'sniffed';
}

/** The VirtualServices over a host with the hosts and services that they give virtual hosts to. */
function claimsOver(place: Place, host: string): readonly Claim[] {
  return imported(place, host).flatMap((one) => claim(place, one));
}

function imported({ scope, listener }: Place, host: string): readonly MeshVirtualService[] {
  return meshVirtualServicesOver(scope.world, host, scope.proxy.namespace).filter(({ namespace, hosts }) => importsVirtualService(listener, namespace, hosts));
}

function claim(place: Place, virtualService: MeshVirtualService): readonly Claim[] {
  const { scope, port } = place;
  const routes = httpRoutes(virtualService, { proxy: scope.proxy, gateway: mesh, port });
  if (routes.length === 0) return [];
  const { hosts, services: all } = separate(place, virtualService);
  const services = isGenerated(virtualService.resource) ? all.filter(({ namespace }) => [namespace, scope.proxy.namespace].includes(virtualService.namespace)) : all;
  // A route of the Gateway API is for the clients of its own namespace, or of the service's.
  if (isGenerated(virtualService.resource) && services.length === 0) return [];
  const speaking = services.filter((one) => speaksHttp(one, port));
  // Hosts that are no services of the port are served on port 80 only, or beside others that are.
  if (speaking.length === 0 && port !== 80) return [];
  return [{ hosts, services: speaking, found: { type: 'routes', virtualService, routes, service: undefined } }];
}

/** Splits a VirtualService's hosts into services of the port and other hosts (`separateVSHostsAndServices`). */
function separate(place: Place, virtualService: MeshVirtualService): { readonly hosts: readonly string[]; readonly services: readonly MeshService[] } {
  const hosts: string[] = [];
  const services: MeshService[] = [];
  for (const host of virtualService.hosts.map((one) => one.host.toLowerCase())) {
    const found = isWildcard(host) ? below(place, host) : [registered(place, host)].filter((one) => one !== undefined);
    if (found.length === 0) hosts.push(host);
    services.push(...(isWildcard(host) ? found.filter((one) => isMostSpecific(place, one, virtualService)) : found));
  }
  return { hosts, services };
}

function below(place: Place, wildcard: string): readonly MeshService[] {
  const { scope, listener, port } = place;
  return servicesUnder(scope.world, wildcard).filter((one) => hasPort(one, port) && takes(scope, listener, one));
}

/** A service belongs to the VirtualService with the most specific host over it, the first of those with the same. */
function isMostSpecific(place: Place, { host }: MeshService, { resource }: MeshVirtualService): boolean {
  const candidates = imported(place, host);
  const best = mostSpecific(host, candidates.flatMap((one) => one.hosts.map((other) => other.host)));
  return candidates.find((one) => one.hosts.some((other) => other.host === best))?.resource === resource;
}
