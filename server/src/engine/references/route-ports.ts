// Which ports sidecars can read a route of a VirtualService on (`core/listener.go`, `core/tls.go`, `core/route/route.go` of Istio).
import { service } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import type { MeshPort, PortKind } from '../views/mesh-service.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import type { Route } from '../views/virtual-service.ts';
import { attachedGateways, mesh } from './gateways.ts';
import { isKnownGatewayLabel } from './known.ts';
import { reachOf } from './routes-to.ts';
import { resolveHost } from './services.ts';

/** A port of a host that a VirtualService is for. */
export interface HostPort extends MeshPort {
  readonly resource: Resource;
  /** It is a port of a wildcard over the host, which has the requests: routes of the host itself are not read for it. */
  readonly ofWildcard: boolean;
}

/** Which ports each block is read for. A port without protocol is read as HTTP and as plain TCP. */
const readFor: Readonly<Record<Route['block'], readonly PortKind[]>> = { http: ['http', 'sniffed'], tls: ['tls'], tcp: ['tcp', 'sniffed'] };

/** Without any port of HTTP a host still has its routes on this one. */
const portOfLast = 80;

/** The routes that count for sidecars alone, with the ports of all hosts; none where not every host and port is known. */
export function meshRoutes(lookup: Lookup, resource: Resource): { readonly routes: readonly Route[]; readonly ports: readonly HostPort[] } {
  const { hosts, routes } = virtualServiceView(resource);
  const nothing = { routes: [], ports: [] };
  if (attachedGateways(resource)?.every((one) => one === mesh) !== true || lookup.isKustomized(resource)) return nothing;
  const ports = hosts.map(({ text }) => (text === undefined ? undefined : portsOf(lookup, resource, text)));
  if (ports.length === 0 || ports.includes(undefined)) return nothing;
  return { routes: routes.filter((route) => reachOf(resource, route).sidecars && staysOutside(lookup, resource, route)), ports: ports.flatMap((one) => one ?? []) };
}

function portsOf(lookup: Lookup, resource: Resource, host: string): readonly HostPort[] | undefined {
  const { targets, exact, uncertain, knownPorts } = resolveHost(lookup, host, resource.namespace);
  if (targets.length === 0 || uncertain || knownPorts !== undefined || host.includes('*')) return undefined;
  const known = targets.every((target) => {
    const list = target.root.at('spec', 'ports');
    return !target.entry.document.partial && !lookup.isKustomized(target) && list.items().length > 0 && meshServiceView(target).ports.length === list.items().length;
  });
  return known ? targets.flatMap((target) => meshServiceView(target).ports.map((port) => ({ ...port, resource: target, ofWildcard: !exact }))) : undefined;
}

/** Whether a route surely leads to no gateway: of the way through one the chain tells. */
function staysOutside(lookup: Lookup, resource: Resource, { destinations }: Route): boolean {
  return destinations.every(({ host: { text } }) => {
    const found = text === undefined ? undefined : resolveHost(lookup, text, resource.namespace);
    return found !== undefined && (found.service === undefined || found.targets.length > 0) && !found.targets.some(mayBeGateway);
  });
}

/** Whether a Service may be a gateway's, by its name or what it selects. */
function mayBeGateway(target: Resource): boolean {
  return target.kind === service && (/gateway|egress/.test(target.name ?? '') || [...meshServiceView(target).selector].some(([key, value]) => isKnownGatewayLabel(key, value) || /gateway|egress/.test(value)));
}

/** The ports that a route is read for, whatever its matches say. */
export function portsReadFor(block: Route['block'], ports: readonly HostPort[]): readonly HostPort[] {
  return ports.filter(({ kind, ofWildcard }) => !ofWildcard && readFor[block].includes(kind));
}

/** The numbers that a match of a route can have; none where they are not known. */
export function numbersReadFor(block: Route['block'], ports: readonly HostPort[]): readonly number[] {
  // How server names and addresses meet wildcards is another matter.
  if (block !== 'http' && ports.some(({ ofWildcard }) => ofWildcard)) return [];
  const own = portsReadFor(block, ports).map(({ number }) => number);
  return own.length === 0 && block === 'http' ? [portOfLast] : [...new Set(own)];
}
