// The listener of a sidecar that a connection meets, and its filter chains (`listener.go`, `tls.go`).
import { compareAge } from '../references/age.ts';
import { mesh } from '../references/gateways.ts';
import { hostsOverlap, isWildcard } from '../text/host.ts';
import type { MeshPort, PortKind } from '../views/mesh-service.ts';
import { aliasedName } from './aliases.ts';
import { rangeOfText, sameConditions } from './chains.ts';
import type { Chain } from './chains.ts';
import { appliesL4 } from './conditions.ts';
import { importsVirtualService } from '../references/sidecars.ts';
import type { EgressListener } from '../references/sidecars.ts';
import { importsPort, takes } from './scope.ts';
import type { Scope } from './scope.ts';
import { meshVirtualServicesOver } from './virtual-services.ts';
import type { RouteRule } from './rules.ts';
import type { MeshVirtualService } from './virtual-services.ts';
import { isVisible, privateFirst, servicesAt, servicesOver, servicesUnder, servicesWithPort } from './world.ts';
import type { MeshService } from './world.ts';

/** What a chain of a sidecar does: what a rule says, or it sends to the service itself. */
export type ChainTarget =
  | { readonly type: 'rule'; readonly rule: RouteRule; readonly virtualService: MeshVirtualService }
  | { readonly type: 'service'; readonly service: MeshService; readonly port: number };

export interface ListenerFound {
  readonly listener: EgressListener;
  readonly chains: readonly Chain<ChainTarget>[];
  /** The service whose own listener this is, where HTTP is found out and led to it alone. */
  readonly sniffedFor: MeshService | undefined;
  /** Whether it waits for the server to speak, and so cannot find out what the traffic is. */
  readonly serverFirst: boolean;
}

export const anyAddress = '0.0.0.0';

/** What is asked of a listener. */
interface Asked {
  readonly bind: string;
  readonly port: number;
  /** What connections are for. */
  readonly host: string;
  /** Where they go, where that is known. */
  readonly address: string | undefined;
}

/** A service on a port of a listener, as a candidate for chains. */
interface Candidate {
  readonly listener: EgressListener;
  readonly service: MeshService;
  readonly port: MeshPort;
  /** How the listener treats the port: as the Sidecar says, or else the service. */
  readonly kind: PortKind;
  readonly cidrs: readonly string[];
}

/** The chains for connections that are not plain HTTP, of the listener on an address and port. */
export function listenerAt(scope: Scope, asked: Asked): ListenerFound | undefined {
  const { bind, port } = asked;
  for (const listener of scope.listeners) {
    if (listener.port !== undefined && listener.port.number !== port) continue;
    const candidates = candidatesAt(scope, listener, asked);
    if (candidates.length > 0) return assemble(scope, listener, candidates, asked);
    // What a Sidecar says of a port is all there is on it, once it imports a service with the port.
    if (bind === anyAddress && hasOwnPort(scope, listener)) return { listener, chains: [], sniffedFor: undefined, serverFirst: false };
  }
  return undefined;
}

/** Whether a listener that names a port has it for itself. Without a service for it the listener for all other ports takes it too (`locked`). */
function hasOwnPort(scope: Scope, listener: EgressListener): boolean {
  const { port, bind } = listener;
  if (port === undefined) return false;
  return bind !== undefined || port.proxiesHttp || importsPort(scope, listener, port.number, (one) => port.kind === 'http' || isShared(one.addresses));
}

function assemble(scope: Scope, listener: EgressListener, all: readonly Candidate[], { bind, port, host }: Asked): ListenerFound {
  const chains: Chain<ChainTarget>[] = [];
  // Servers that speak first cannot share a port with others: whose listener is there first has it.
  const mixed = all.some((one) => one.port.serverFirst !== undefined);
  const first = mixed && bind === anyAddress ? firstAt(scope, listener, port) : all[0]?.port;
  const candidates = mixed ? all.filter((one) => one.port.serverFirst === first?.serverFirst) : all;
  candidates.forEach((candidate, index) => {
    const own = candidate.kind === 'tls' ? tlsChains(scope, candidate, host) : tcpChains(scope, candidate);
    for (const chain of own) if (index === 0 || !chains.some((other) => sameConditions(other, chain))) chains.push(chain);
  });
  const sniffed = candidates.find(({ kind, cidrs, service }) => kind === 'sniffed' && cidrs.length === 0 && service.addresses.length > 0);
  return { listener, chains, sniffedFor: sniffed?.service, serverFirst: first?.serverFirst !== undefined };
}

/** The port whose service is the first on the listener for all addresses. */
function firstAt(scope: Scope, listener: EgressListener, number: number): MeshPort | undefined {
  const services = (['http', 'tls', 'tcp', 'sniffed'] as const).flatMap((kind) => servicesWithPort(scope.world, kind, number));
  const visible = [...new Set(services)].filter((one) => isVisible(one, scope.proxy.namespace) && takes(scope, listener, one)).sort(compareAge);
  return privateFirst(visible, ({ exportTo }) => exportTo).flatMap(({ ports, addresses }) => {
    const port = ports.find((one) => one.number === number);
    return port !== undefined && (port.kind === 'http' || isShared(addresses)) ? [port] : [];
  })[0];
}

/** Whether what is no HTTP for a service with these addresses comes to the listener for all addresses: it has none, or a range. */
export function isShared(addresses: readonly string[]): boolean {
  return addresses[0]?.includes('/') ?? true;
}

function candidatesAt(scope: Scope, listener: EgressListener, { bind, port, host, address }: Asked): readonly Candidate[] {
  const { world, proxy } = scope;
  const services = bind === anyAddress
    ? together([servicesWithPort(world, 'tcp', port), servicesWithPort(world, 'sniffed', port), tlsServices(scope, listener, host, port), rangedServices(scope, address, port), forcedServices(scope, listener)])
    : together([servicesWithPort(world, 'vip', port), servicesAt(world, host)]);
  if (services.length === 0) return none;
  return inOrder(services.filter((one) => isVisible(one, proxy.namespace))).flatMap((service) => {
    const found = service.ports.find(({ number }) => number === port);
    return found === undefined || !takes(scope, listener, service) ? [] : candidatesOf(listener, service, found, bind);
  });
}

const none: readonly never[] = [];

/** Mostly one of several lists has something. */
function together(lists: readonly (readonly MeshService[])[]): readonly MeshService[] {
  const [only = none, ...others] = lists.filter((list) => list.length > 0);
  return others.length === 0 ? only : [only, ...others].flat();
}

/** Each service once, in the order in which they count. */
function inOrder(services: readonly MeshService[]): readonly MeshService[] {
  if (services.length < 2) return services;
  const unique = new Map(services.map((one) => [`${one.resource.entry.uri} ${one.resource.entry.index} ${one.resource.root.span.start} ${one.host}`, one]));
  return privateFirst([...unique.values()].sort(compareAge), ({ exportTo }) => exportTo);
}

function candidatesOf(listener: EgressListener, service: MeshService, port: MeshPort, bind: string): readonly Candidate[] {
  const kind = listener.port?.kind ?? port.kind;
  if (kind === 'http' || kind === 'udp' || service.view.resolution === 'alias') return [];
  const common = { listener, service, port, kind };
  if (listener.bind !== undefined) return listener.bind === bind ? [{ ...common, cidrs: [] }] : [];
  const { addresses } = service;
  if (addresses.length === 0) return bind === anyAddress ? withoutAddress(common) : [];
  if (bind !== anyAddress) return addresses.some((address) => sameAddress(address, bind)) ? [{ ...common, cidrs: [] }] : [];
  return addresses.filter((address) => address.includes('/')).map((address) => ({ ...common, cidrs: [address] }));
}

/** A headless service has a listener for its endpoints; a ServiceEntry without any has one for all addresses. */
function withoutAddress(common: Omit<Candidate, 'cidrs'>): readonly Candidate[] {
  const { view } = common.service;
  if (view.resolution !== 'passthrough') return [{ ...common, cidrs: [] }];
  if (view.registry === 'kubernetes' || view.selector.size > 0) return [];
  const addresses = view.endpoints.flatMap((one) => one.at('address').string ?? []).filter((text) => rangeOfText(text) !== undefined);
  return view.endpoints.length === 0 ? [{ ...common, cidrs: [] }] : addresses.map((address) => ({ ...common, cidrs: [address] }));
}

function sameAddress(a: string, b: string): boolean {
  return a === b || (!a.includes('/') && rangeOfText(a) !== undefined && rangeOfText(a)?.text === rangeOfText(b)?.text);
}

/** On a port that a Sidecar calls TCP or TLS, services count whatever they say of themselves. */
function forcedServices({ world }: Scope, { port }: EgressListener): readonly MeshService[] {
  return port === undefined || port.kind === 'http' ? none : (['http', 'tls'] as const).flatMap((kind) => servicesWithPort(world, kind, port.number));
}

/** The services whose chains could take TLS for a host: its own, that which it is an alias of, and those of the VirtualServices over it. */
function tlsServices(scope: Scope, listener: EgressListener, host: string, port: number): readonly MeshService[] {
  const { world, proxy } = scope;
  const isMeant = ({ ports }: MeshService): boolean => ports.some(({ kind, number }) => kind === 'tls' && number === port);
  const found = servicesOver(world, host).filter(isMeant);
  const concrete = aliasedName(scope, listener, host);
  if (concrete !== undefined) found.push(...servicesAt(world, concrete).filter(isMeant));
  for (const { tls, hosts } of meshVirtualServicesOver(world, host, proxy.namespace)) {
    if (tls.length === 0) continue;
    for (const one of hosts) {
      if (isWildcard(one.host)) found.push(...servicesUnder(world, one.host).filter(isMeant));
      found.push(...servicesAt(world, one.host).filter(isMeant));
    }
  }
  return found;
}

/** The services for TLS with a range around an address. Whatever their names are, a narrower range leaves others out. */
function rangedServices({ world }: Scope, address: string | undefined, port: number): readonly MeshService[] {
  if (address === undefined) return none;
  return servicesWithPort(world, 'vip', port).filter(({ addresses, ports }) => isShared(addresses) && ports.some(({ kind, number }) => kind === 'tls' && number === port));
}

function virtualServicesOf(scope: Scope, { listener, service }: Candidate): readonly MeshVirtualService[] {
  return meshVirtualServicesOver(scope.world, service.host, scope.proxy.namespace)
    .filter(({ namespace, hosts }) => importsVirtualService(listener, namespace, hosts) && hosts.some(({ host }) => hostsOverlap(host, service.host)));
}

function tlsChains(scope: Scope, candidate: Candidate, host: string): readonly Chain<ChainTarget>[] {
  const chains: Chain<ChainTarget>[] = [];
  const handled = new Set<string>();
  let { cidrs } = candidate;
  for (const { virtualService, rule, match } of matchesOf(scope, candidate, 'tls')) {
    const names = match.at('sniHosts').items().flatMap((one) => one.string ?? []);
    const subnets = match.at('destinationSubnets').items().flatMap((one) => one.string ?? []);
    if (subnets.length > 0) cidrs = subnets;
    const hash = `${names.join()}|${subnets.join()}`;
    if (!handled.has(hash)) chains.push({ names: names.map((name) => name.toLowerCase()), cidrs, target: { type: 'rule', rule, virtualService } });
    handled.add(hash);
  }
  return chains.length > 0 ? chains : [ownChain(candidate, nameMatters(candidate) ? ownNames(scope, candidate, host) : [])];
}

/** The service's own name, and the one that is asked for where that is an alias of it. */
function ownNames(scope: Scope, { listener, service }: Candidate, asked: string): readonly string[] {
  const own = service.host.toLowerCase();
  return aliasedName(scope, listener, asked) === own ? [own, asked.toLowerCase()] : [own];
}

/** What is told by an address of its own, the service's or an endpoint's, needs no name. */
function nameMatters({ service, cidrs }: Candidate): boolean {
  const hasAddress = service.addresses.length > 0;
  return hasAddress === cidrs.length > 0 || (isWildcard(service.host) && service.view.resolution === 'dynamic-dns');
}

function ownChain({ service, port, cidrs }: Candidate, names: readonly string[]): Chain<ChainTarget> {
  const only = service.ports.length === 1 ? service.ports[0] : undefined;
  return { names, cidrs, target: { type: 'service', service, port: only?.number ?? port.number } };
}

interface Matched {
  readonly virtualService: MeshVirtualService;
  readonly rule: RouteRule;
  readonly match: RouteRule['value'];
}

function matchesOf(scope: Scope, candidate: Candidate, block: 'tls' | 'tcp'): readonly Matched[] {
  const { proxy } = scope;
  return virtualServicesOf(scope, candidate).flatMap((virtualService) => virtualService[block].filter(hasRoute).flatMap((rule) => rule.matches.flatMap((match) => {
    const applies = appliesL4(match, { proxy, gateway: mesh, port: candidate.port.number, namespace: virtualService.namespace });
    return applies && match[0] !== undefined ? [{ virtualService, rule, match: match[0] }] : [];
  })));
}

function hasRoute({ value }: RouteRule): boolean {
  return value.at('route').items().length > 0;
}

function tcpChains(scope: Scope, candidate: Candidate): readonly Chain<ChainTarget>[] {
  const { cidrs } = candidate;
  const chains: Chain<ChainTarget>[] = [];
  for (const virtualService of virtualServicesOf(scope, candidate)) {
    for (const rule of virtualService.tcp.filter(hasRoute)) {
      const target: ChainTarget = { type: 'rule', rule, virtualService };
      const subnets = subnetsOf(scope, candidate, virtualService, rule);
      if (subnets === 'all') return [...chains, { names: [], cidrs, target }];
      if (subnets.length === 0) continue;
      chains.push({ names: [], cidrs: subnets, target });
      // The service's own chain would have the same conditions.
      if ([...subnets].sort().join() === [...cidrs].sort().join()) return chains;
    }
  }
  return [...chains, ownChain(candidate, [])];
}

/** The destinations that a TCP rule takes at this proxy. */
function subnetsOf({ proxy }: Scope, { port }: Candidate, { namespace }: MeshVirtualService, rule: RouteRule): readonly string[] | 'all' {
  if (rule.matches.length === 0) return 'all';
  const subnets: string[] = [];
  for (const match of rule.matches) {
    if (!appliesL4(match, { proxy, gateway: mesh, port: port.number, namespace })) continue;
    const own = match[0]?.at('destinationSubnets').items().flatMap((one) => one.string ?? []) ?? [];
    if (own.length === 0) return 'all';
    subnets.push(...own);
  }
  return subnets;
}
