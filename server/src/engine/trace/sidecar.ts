// What the application's sidecar does with a request.
import { chainsFor, rangesOf } from './chains.ts';
import type { Chain } from './chains.ts';
import type { Target } from './cluster.ts';
import { anyAddress, isShared, listenerAt } from './listeners.ts';
import type { ChainTarget, ListenerFound } from './listeners.ts';
import type { EgressListener } from '../references/sidecars.ts';
import type { Break, Decision, TraceRequest } from './model.ts';
import { httpAction, routeAction, routeTaken } from './routes.ts';
import type { Action, Destination } from './routes.ts';
import { importsPort, listenerFor, takes } from './scope.ts';
import type { Scope } from './scope.ts';
import { virtualHostFor } from './sidecar-http.ts';
import type { VirtualHost } from './sidecar-http.ts';
import type { Rewrite } from './stream.ts';
import { targetOf } from './targets.ts';
import { servicesAt, servicesWithPort } from './world.ts';
import type { MeshService } from './world.ts';

/** It is sent to a cluster; `http` where the proxy reads HTTP. */
export interface ToTarget {
  readonly type: 'target';
  readonly target: Target;
  readonly decisions: readonly Decision[];
  readonly http: boolean;
  /** The host of the first destination, where the rule that it is sent by names several. */
  readonly firstOfSeveral?: string;
  readonly rewrite?: Rewrite;
}

/** What becomes of a request at a proxy. */
export type Taken =
  | ToTarget
  | { readonly type: 'answer'; readonly words: string; readonly decisions: readonly Decision[]; readonly split?: readonly { readonly to: ToTarget; readonly weight: number }[] }
  | { readonly type: 'error'; readonly why: Break; readonly error: string; readonly words: string; readonly decisions: readonly Decision[] }
  /** The mesh knows no such service: it is let through or dropped, as the Sidecar says. */
  | { readonly type: 'unknown'; readonly decisions: readonly Decision[] };

export function sidecarTakes(scope: Scope, request: TraceRequest): Taken {
  const address = addressFor(scope, request);
  const { host, port } = request;
  const own = address === undefined ? undefined : listenerAt(scope, { bind: address, port, host, address });
  const found = own ?? listenerAt(scope, { bind: anyAddress, port, host, address });
  const chains = chainsFor(found?.chains ?? [], { address, sni: request.protocol === 'TLS' ? request.host : undefined });
  const [chain] = chains;
  if (chains.length > 1) return ambiguous(chains);
  return readAsHttp(scope, request, { own, found, chain }) ?? (chain === undefined ? unknown(scope) : ofChain(scope, request, chain.target));
}

interface Met {
  /** The listener on the address that is connected to. */
  readonly own: ListenerFound | undefined;
  /** That, or the one for all addresses. */
  readonly found: ListenerFound | undefined;
  readonly chain: Chain<ChainTarget> | undefined;
}

/**
 * Envoy looks at the address before it looks at what the traffic is. A listener on a service's own address reads HTTP only
 * where it finds out what the traffic is, and leads it to that service.
 */
function readAsHttp(scope: Scope, request: TraceRequest, { own, found, chain }: Met): Taken | undefined {
  const narrow = chain !== undefined && rangesOf(chain).length > 0;
  if (request.protocol !== 'HTTP' || narrow || found?.serverFirst === true || (own !== undefined && own.sniffedFor === undefined)) return undefined;
  return takenByHost(scope, request, own?.sniffedFor?.host, chain);
}

/** TCP without an address goes to one that the mesh gives the host, other traffic, where sidecars do not answer DNS, to one that the mesh does not know. */
function addressFor({ world }: Scope, { host, address, protocol }: TraceRequest): string | undefined {
  if (address !== undefined || /^[\d.]+$|:/.test(host)) return address ?? host;
  if (protocol !== 'TCP' && !world.mesh.dnsCapture) return undefined;
  const given = servicesAt(world, host).flatMap(({ addresses }) => addresses)[0];
  return given?.split('/', 1)[0];
}

function ambiguous(chains: readonly Chain<ChainTarget>[]): Taken {
  const decisions = chains.flatMap(({ target }) => (target.type === 'rule' ? [ruleDecision(target.rule)] : []));
  return { type: 'error', why: 'ambiguous', error: 'multiple filter chains matched', words: 'several rules have the same conditions, so Envoy refuses the listener', decisions };
}

function unknown({ sidecar }: Scope): Taken {
  const policy = sidecar?.root.at('spec', 'outboundTrafficPolicy');
  return { type: 'unknown', decisions: sidecar === undefined || policy?.exists !== true ? [] : [{ role: 'sidecar', resource: sidecar, value: policy }] };
}

function ruleDecision({ resource, value }: { readonly resource: Decision['resource']; readonly value: Decision['value'] }): Decision {
  return { role: 'route', resource, value };
}

/** HTTP is told apart by its host. Without a route for that it is unknown, if the listener reads HTTP at all. */
function takenByHost(scope: Scope, request: TraceRequest, only: string | undefined, chain: Chain<ChainTarget> | undefined): Taken | undefined {
  const listener = listenerFor(scope, request.port);
  if (listener === undefined || !isBoundTo(listener, request)) return undefined;
  const found = virtualHostFor(scope, listener, only ?? request.host, request.port);
  const known = only !== undefined || (listener.port === undefined && hasSharedListener(found?.service, request.port));
  if (found !== undefined && (known || readsHttp(scope, request.port))) return ofVirtualHost(scope, request, found);
  return chain !== undefined && !readsHttp(scope, request.port) ? undefined : unknown(scope);
}

/** A listener that binds an address takes connections to that address. */
function isBoundTo({ bind }: EgressListener, { address }: TraceRequest): boolean {
  return bind === undefined || bind === anyAddress || bind === address;
}

/** Whether HTTP for a service comes to the listener of all services with the port, and not to one of its own address. */
function hasSharedListener(service: MeshService | undefined, port: number): boolean {
  const kind = service?.ports.find(({ number }) => number === port)?.kind;
  return kind === 'http' || (kind === 'sniffed' && service !== undefined && isShared(service.addresses));
}

/**
 * Whether a sidecar has a listener for HTTP on a port: some service that it sees has the port. A listener that names the port
 * and imports no service for it leaves it to the one for all other ports, though the routes stay its own.
 */
function readsHttp(scope: Scope, port: number): boolean {
  const open = scope.listeners.find((one) => one.port === undefined || (one.port.number === port && (one.port.proxiesHttp || one.bind !== undefined || importsPort(scope, one, port, () => true))));
  if (open === undefined) return false;
  if (open.port?.proxiesHttp === true) return true;
  if (open.port !== undefined) return open.port.kind === 'http' || open.port.kind === 'sniffed';
  return (['http', 'sniffed'] as const).some((kind) => servicesWithPort(scope.world, kind, port).some((one) => takes(scope, open, one) && (kind !== 'sniffed' || isShared(one.addresses))));
}

function ofVirtualHost(scope: Scope, request: TraceRequest, found: VirtualHost): Taken {
  if (found.type === 'service') {
    const { service } = found;
    const port = service.ports.find(({ number }) => number === request.port);
    return { type: 'target', http: true, target: { host: service.host.toLowerCase(), port: request.port, subset: undefined }, decisions: port === undefined ? [] : [{ role: 'service', resource: service.resource, value: port.value }] };
  }
  const { virtualService, routes } = found;
  const route = routeTaken(routes, { host: request.host, path: '/' });
  if (route !== undefined) return ofAction(scope, request, httpAction(scope.world, route), true);
  return {
    type: 'error', why: 'no-rule', error: 'no route matched', words: `no rule of the VirtualService ${virtualService.name} takes the request`,
    decisions: [{ role: 'route', resource: virtualService.resource, value: virtualService.resource.root.at('spec', 'http') }],
  };
}

function ofChain(scope: Scope, request: TraceRequest, target: ChainTarget): Taken {
  if (target.type === 'rule') return ofAction(scope, request, routeAction(scope.world, target.rule), false);
  const { service, port } = target;
  const value = service.ports.find(({ number }) => number === port)?.value;
  return { type: 'target', http: false, target: { host: service.host, port, subset: undefined }, decisions: value === undefined ? [] : [{ role: 'service', resource: service.resource, value }] };
}

/** What else a destination says. */
export function besides({ firstOfSeveral, rewrite }: Destination): Pick<ToTarget, 'firstOfSeveral' | 'rewrite'> {
  return { ...(firstOfSeveral === undefined ? {} : { firstOfSeveral }), ...(rewrite === undefined ? {} : { rewrite }) };
}

function ofAction(scope: Scope, { port }: TraceRequest, action: Action, http: boolean): Taken {
  const toTarget = (destination: Destination): ToTarget => ({
    type: 'target', target: targetOf(scope, destination, { port, http }), http,
    decisions: [ruleDecision(destination.rule), { role: 'destination', resource: destination.rule.resource, value: destination.value }],
    ...besides(destination),
  });
  if (action.type === 'route') return toTarget(action.destination);
  const split = action.split?.map(({ destination, weight }) => ({ to: toTarget(destination), weight }));
  return { type: 'answer', words: action.words, decisions: [{ role: 'route', resource: action.resource, value: action.value }], ...(split === undefined ? {} : { split }) };
}
