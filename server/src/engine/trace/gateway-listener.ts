// What a gateway does with a connection: the server and rule that take it (`pilot/pkg/networking/core/gateway.go`).
import { bySpecificity, hostCovers, hostsOverlap, isWildcard } from '../text/host.ts';
import { chainsFor } from './chains.ts';
import type { Chain } from './chains.ts';
import { appliesAtGateway, takesAll } from './conditions.ts';
import { gatewaysReadBy } from './gateways.ts';
import type { GatewayProxy } from './gateways.ts';
import type { Break, Decision } from './model.ts';
import { httpAction, httpRoutes, routeAction, takesRequest } from './routes.ts';
import type { Action, ProxyRoute } from './routes.ts';
import { readsHttp, routeName, serversAbout, serversOf } from './servers.ts';
import type { Server } from './server.ts';
import { isPlainHttp, unwrapped } from './stream.ts';
import type { Stream } from './stream.ts';
import { gatewayVirtualServices, routesForGateways, virtualServicesOver } from './virtual-services.ts';
import type { RouteRule } from './rules.ts';
import type { MeshVirtualService } from './virtual-services.ts';
import type { World } from '../references/world.ts';

/** A rule took it; `stream` is what is left of what came in. */
export interface Taken {
  readonly action: Action;
  readonly server: Server;
  readonly virtualService: MeshVirtualService;
  readonly stream: Stream;
  /** Whether the gateway reads HTTP, and so sees the request's host. */
  readonly http: boolean;
}

/** Nothing took it. */
export interface NotTaken {
  /** Absent where the gateway answers itself. */
  readonly why?: Break;
  readonly error: string;
  readonly words: string;
  readonly decisions: readonly Decision[];
}

interface GatewayChain {
  readonly server: Server;
  readonly virtualService?: MeshVirtualService;
  readonly rule?: RouteRule;
}

/** What the chains of a server also depend on. */
interface Beside {
  readonly all: readonly Server[];
  /** Server names that chains of the port have taken. */
  readonly names: Set<string>;
  /** The VirtualServices for the name that the stream asks for. */
  readonly over: readonly MeshVirtualService[];
}

/** What becomes of a stream that reaches a port of a gateway's pods. */
export function gatewayTakes(world: World, proxy: GatewayProxy, port: number, stream: Stream): Taken | NotTaken {
  const { asks: { host } } = stream;
  // Only VirtualServices over the names that are asked for can take it, and only servers for a name of theirs.
  const name = stream.layers[0]?.sni ?? host;
  const byName = allOver(world, proxy, name);
  const byHost = name === host ? byName : allOver(world, proxy, host);
  const asked = { byName, byHost };
  const names = name === host ? [host, ...namesOf(byHost)] : [name, host, ...namesOf(byName), ...namesOf(byHost)];
  const taken = takenBy(world, proxy, serversAbout(world, proxy, port, names), stream, asked);
  // Why it is not taken, all servers tell.
  return 'error' in taken ? refusedAt(world, proxy, port, takenBy(world, proxy, serversOf(world, proxy).at(port).all, stream, asked)) : taken;
}

/** The VirtualServices over what is asked for at a port. */
interface Rivals {
  /** Those over the server name, or the host where the stream has none. */
  readonly byName: readonly MeshVirtualService[];
  readonly byHost: readonly MeshVirtualService[];
}

function takenBy(world: World, proxy: GatewayProxy, here: readonly Server[], stream: Stream, asked: Rivals): Taken | NotTaken {
  const beside: Beside = { all: here, names: new Set(), over: asked.byName };
  const chains = here.flatMap((server) => chainsOf(world, proxy, server, beside));
  if (chains.length === 0) return withoutChains(world, proxy, here, stream);
  const [chain, second] = chainsFor(chains, { address: undefined, sni: stream.layers[0]?.sni });
  if (chain === undefined) return { why: stream.layers.length === 0 ? 'tls-expected' : 'server-name', error: 'no filter chains matched', words: unmatched(stream, here), decisions: here.map(serverDecision) };
  if (second !== undefined && chain.target.server !== second.target.server) return { why: 'ambiguous', error: 'multiple filter chains matched', words: 'several servers of the gateway take it, so Envoy refuses the configuration', decisions: [chain, second].map(({ target }) => serverDecision(target.server)) };
  return through(world, proxy, chain.target, stream, { ...asked, servers: here });
}

/** There are rules for other names, or there is none at all. */
function withoutChains(world: World, proxy: GatewayProxy, here: readonly Server[], { layers: [outer] }: Stream): NotTaken {
  const decisions = here.map(serverDecision);
  const others = here.some((server) => passthroughChains(proxy, server, { all: here, names: new Set(), over: allOf(world, proxy, server.gateway) }).length > 0);
  if (others) return { why: 'no-rule', error: 'no filter chains matched', words: `no VirtualService gives the server a rule for ${outer?.sni ?? 'connections without a server name'}`, decisions };
  return { why: here.length === 0 ? 'no-server' : 'no-rule', error: 'no listener matched', words: 'no VirtualService gives the server a rule', decisions };
}

function namesOf(virtualServices: readonly MeshVirtualService[]): readonly string[] {
  return virtualServices.flatMap(({ hosts }) => hosts.map(({ host }) => host));
}

/** The VirtualServices for a host that a gateway reads, those of routes of the Gateway API included. */
function allOver(world: World, { proxy, served }: GatewayProxy, host: string): readonly MeshVirtualService[] {
  return [...virtualServicesOver(world, host, proxy.namespace), ...routesForGateways(world, served, host)];
}

/** Those that name a Gateway. */
function allOf(world: World, { proxy, served }: GatewayProxy, gateway: string): readonly MeshVirtualService[] {
  return [...gatewayVirtualServices(world, gateway, proxy.namespace), ...routesForGateways(world, served).filter(({ gateways }) => gateways.includes(gateway))];
}

function serverDecision(server: Server): Decision {
  return { role: 'server', resource: server.resource, value: server.value };
}

/** Where there is no server at all, the Gateways tell why. */
function refusedAt(world: World, proxy: GatewayProxy, port: number, taken: Taken | NotTaken): Taken | NotTaken {
  if (!('error' in taken) || taken.why !== 'no-server') return taken;
  const gateways = gatewaysReadBy(world, proxy);
  if (gateways.length === 0) return { ...taken, why: 'no-gateway', words: 'no Gateway selects its pods' };
  return { ...taken, words: `no Gateway has a server for port ${port} of its pods`, decisions: gateways.map((resource) => ({ role: 'gateway', resource, value: resource.root.at('spec', 'servers') })) };
}

function unmatched({ layers: [outer] }: Stream, servers: readonly Server[]): string {
  const hosts = [...new Set(servers.flatMap((server) => server.hosts))].join(', ');
  if (outer === undefined) return `the gateway's server expects TLS for ${hosts}, and gets plaintext`;
  return outer.sni === undefined ? `the gateway's server expects TLS for ${hosts}, and gets TLS without a server name` : `the server name ${outer.sni} is none that the gateway takes (${hosts})`;
}

/** The chains that a server makes. HTTP servers of one port make one together. */
function chainsOf(world: World, proxy: GatewayProxy, server: Server, beside: Beside): readonly Chain<GatewayChain>[] {
  const names = server.tls === 'none' ? [] : server.hosts.map((host) => host.slice(host.indexOf('/') + 1).toLowerCase());
  if (server.isHttp) return beside.all.find((one) => one.isHttp) === server ? [{ names: [], cidrs: [], target: { server } }] : [];
  if (server.protocol === 'HTTPS' && server.tls === 'terminates') return [{ names, cidrs: [], target: { server } }];
  if (server.tls === 'passthrough') return passthroughChains(proxy, server, beside);
  return ruleFor(world, proxy, server).map((target) => ({ names, cidrs: [], target }));
}

/** The first TCP rule for a server of the VirtualServices that have a host of it. */
function ruleFor(world: World, proxy: GatewayProxy, server: Server): readonly GatewayChain[] {
  for (const virtualService of attached(world, proxy, server)) {
    for (const rule of virtualService.tcp) {
      if (rule.value.at('route').items().length > 0 && meets(proxy, server, virtualService, rule)) return [{ server, virtualService, rule }];
    }
  }
  return [];
}

function meets({ proxy }: GatewayProxy, { gateway, number }: Server, { namespace }: MeshVirtualService, rule: RouteRule): boolean {
  return rule.matches.length === 0 || rule.matches.some((match) => appliesAtGateway(match, { proxy, gateway, port: number, namespace }));
}

/** The TLS rules for a server, each with the names it takes. Names that an earlier rule takes are refused to a later one. AUTO_PASSTHROUGH goes by names that Istio's proxies give each other. */
function passthroughChains(proxy: GatewayProxy, server: Server, { names: taken, over }: Beside): readonly Chain<GatewayChain>[] {
  if (server.tls !== 'passthrough' || server.mode === 'AUTO_PASSTHROUGH') return [];
  return over.filter((one) => isAttached(server, one)).flatMap((virtualService) => virtualService.tls.filter((rule) => rule.value.at('route').items().length > 0).flatMap((rule) => rule.matches.flatMap((match) => {
    if (!appliesAtGateway(match, { proxy: proxy.proxy, gateway: server.gateway, port: server.number, namespace: virtualService.namespace })) return [];
    const names = match[0]?.at('sniHosts').items().flatMap((one) => one.string?.toLowerCase() ?? []) ?? [];
    if (names.some((name) => taken.has(name))) return [];
    for (const name of names) taken.add(name);
    return [{ names, cidrs: [], target: { server, virtualService, rule } }];
  })));
}

/** The VirtualServices of a server's Gateway that have a name in common with its hosts. */
function attached(world: World, gateway: GatewayProxy, server: Server): readonly MeshVirtualService[] {
  return allOf(world, gateway, server.gateway).filter((one) => isAttached(server, one));
}

/** Whether a VirtualService names a server's Gateway and has a name in common with its hosts. */
export function isAttached(server: Server, { gateways, hosts, namespace }: MeshVirtualService): boolean {
  return gateways.includes(server.gateway) && hostsFor(server, namespace).some((own) => hosts.some(({ host }) => hostsOverlap(own, host)));
}

/** The hosts that a server takes of the VirtualServices of a namespace. */
function hostsFor({ hosts }: Server, namespace: string): readonly string[] {
  return hosts.flatMap((host) => {
    const slash = host.indexOf('/');
    return slash < 0 ? [host] : host.slice(0, slash) === namespace ? [host.slice(slash + 1)] : [];
  });
}

function through(world: World, proxy: GatewayProxy, { server, virtualService, rule }: GatewayChain, stream: Stream, asked: RivalsOf): Taken | NotTaken {
  const terminates = server.tls === 'terminates' && !server.isHttp;
  if (terminates && !understands(server, stream)) return handshake(server, stream);
  const inner = terminates ? unwrapped(stream) : stream;
  if (rule !== undefined && virtualService !== undefined) return { action: routeAction(world, rule), server, virtualService, stream: inner, http: false };
  if (!isPlainHttp(inner)) {
    const got = inner.layers.length > 0 ? 'TLS' : 'bytes that are none';
    return { why: 'not-http', error: 'protocol error', words: `the gateway's server reads HTTP, and gets ${got}`, decisions: [serverDecision(server)] };
  }
  return takenByHost(world, proxy, server, inner, asked);
}

/** Whether a server that takes TLS off can do so: Istio's own and other TLS do not trust each other. */
function understands({ mode }: Server, { layers: [outer] }: Stream): boolean {
  return outer !== undefined && (mode === 'ISTIO_MUTUAL') === (outer.type === 'mtls');
}

function handshake(server: Server, { layers: [outer] }: Stream): NotTaken {
  const got = outer === undefined ? 'plaintext' : outer.type === 'mtls' ? 'mutual TLS of the mesh' : 'TLS without a certificate of the mesh';
  return { why: outer === undefined ? 'tls-expected' : 'wrong-tls', error: 'protocol error', words: `the gateway's server expects ${server.mode === 'ISTIO_MUTUAL' ? 'mutual TLS of the mesh' : 'TLS'}, and gets ${got}`, decisions: [serverDecision(server)] };
}

interface GatewayHost {
  readonly host: string;
  readonly server: Server;
  readonly virtualService: MeshVirtualService;
  readonly routes: readonly ProxyRoute[];
}

/** The same, for some servers of the port. */
interface RivalsOf extends Rivals {
  readonly servers: readonly Server[];
}

/** The virtual host for a request, and the first of its routes that takes it. */
function takenByHost(world: World, proxy: GatewayProxy, server: Server, stream: Stream, { byHost, servers: all }: RivalsOf): Taken | NotTaken {
  const { host } = stream.asks;
  const servers = all.filter((one) => readsHttp(one) && (one === server || routeName(one) === routeName(server)));
  const decisions = servers.map(serverDecision);
  const hosts = servers.flatMap((one) => hostsOf(proxy, one, byHost));
  const redirected = servers.find((one) => one.value.at('tls', 'httpsRedirect').boolean === true && one.hosts.some((own) => hostCovers(own.slice(own.indexOf('/') + 1), host)));
  if (redirected === undefined && hosts.length === 0 && !servesAny(world, proxy, servers)) return { why: 'no-rule', error: 'no route matched', words: 'no VirtualService for the gateway has the server\'s hosts and a rule for it', decisions };
  const best = closestHost([...hosts.map((one) => one.host), ...(redirected?.hosts ?? [])], host.toLowerCase());
  const own = hosts.filter((one) => one.host === best);
  const [first] = own;
  if (best === undefined || (first === undefined && redirected === undefined)) return { why: 'no-rule', error: 'no virtual host matched', words: `no VirtualService for the gateway takes the host ${host}`, decisions };
  if (redirected !== undefined || first === undefined) return { error: 'redirected', words: 'the gateway\'s server redirects to HTTPS', decisions };
  const taken = routeTaking(own, stream);
  if (taken === undefined) return { why: 'no-rule', error: 'no route matched', words: 'no rule of the VirtualService for the gateway takes the request', decisions };
  return { action: httpAction(world, taken.route), server: taken.server, virtualService: taken.virtualService, stream, http: true };
}

function isForAll({ match }: ProxyRoute): boolean {
  return match === undefined || takesAll(match);
}

/** The route that takes a request. What takes every request comes last, whatever VirtualService it is of. */
function routeTaking(hosts: readonly GatewayHost[], stream: Stream): (GatewayHost & { readonly route: ProxyRoute }) | undefined {
  return routeAmong(hosts, stream, (route) => !isForAll(route)) ?? routeAmong(hosts, stream, isForAll);
}

/** The first route of some that takes a request, with the host that it is of. */
function routeAmong(hosts: readonly GatewayHost[], { asks }: Stream, isMeant: (route: ProxyRoute) => boolean): (GatewayHost & { readonly route: ProxyRoute }) | undefined {
  for (const one of hosts) {
    const route = one.routes.find((candidate) => isMeant(candidate) && takesRequest(candidate, asks));
    if (route !== undefined) return { ...one, route };
  }
  return undefined;
}

/** Whether servers have routes for any host. */
function servesAny(world: World, proxy: GatewayProxy, servers: readonly Server[]): boolean {
  return servers.some((one) => hostsOf(proxy, one, allOf(world, proxy, one.gateway)).length > 0);
}

/** The hosts that a server and VirtualServices for it have in common, with their routes. */
function hostsOf({ proxy }: GatewayProxy, server: Server, virtualServices: readonly MeshVirtualService[]): readonly GatewayHost[] {
  return virtualServices.filter(({ gateways }) => gateways.includes(server.gateway)).flatMap((virtualService) => {
    const common = intersection(hostsFor(server, virtualService.namespace), virtualService.hosts.map(({ host }) => host));
    if (common.length === 0) return [];
    const routes = httpRoutes(virtualService, { proxy, gateway: server.gateway, port: server.number });
    return routes.length === 0 ? [] : common.map((host) => ({ host, server, virtualService, routes }));
  });
}

function intersection(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 1 && b.length === 1 && a[0] === b[0]) return a.map((host) => host.toLowerCase());
  return [...new Set(a.flatMap((one) => b.flatMap((other) => (hostCovers(other, one) ? [one] : hostCovers(one, other) ? [other] : []))))].map((host) => host.toLowerCase());
}

/** Envoy takes the host itself before wildcards, and of these the longest. */
function closestHost(hosts: readonly string[], host: string): string | undefined {
  if (hosts.includes(host)) return host;
  return [...hosts].filter((one) => isWildcard(one) && host.endsWith(one.slice(1))).sort(bySpecificity)[0];
}
