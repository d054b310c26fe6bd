// The way of one request, proxy by proxy, as the configuration that Istio makes of the manifests would lead it.
import type { Lookup } from '../model/rule.ts';
import { ambientWay, isAmbientPod } from './ambient.ts';
import { isAssumed } from './assumed.ts';
import { clusterFor, layerFor } from './cluster.ts';
import type { Cluster, Target } from './cluster.ts';
import { originOf } from './generated.ts';
import { gatewayTakes } from './gateway-listener.ts';
import { gatewayBehind, targetPort } from './gateways.ts';
import type { GatewayProxy } from './gateways.ts';
import type { Branch, Break, Decision, Hop, Outcome, Proxy, Trace, TraceRequest, TraceSource } from './model.ts';
import { isCrowded, seenFrom } from './crowds.ts';
import { clientScope, createScope } from './scope.ts';
import type { Scope } from './scope.ts';
import type { Destination } from './routes.ts';
import { besides, sidecarTakes } from './sidecar.ts';
import type { Taken, ToTarget } from './sidecar.ts';
import { noteOn } from './notes.ts';
import { rewritten, sendsOf, streamOf, wrapped } from './stream.ts';
import type { Stream } from './stream.ts';
import { isElsewhere, reachedBy, saidService, targetOf } from './targets.ts';
import { tunnelOf } from './tunnels.ts';
import { worldFor } from '../references/world.ts';
import type { World } from '../references/world.ts';
import type { MeshPort } from '../views/mesh-service.ts';
import type { MeshService } from './world.ts';

/** More gateways in a row than anybody has. */
const mostHops = 8;

interface Step {
  readonly world: World;
  /** The world as the proxies of a namespace see it. */
  readonly seenFrom: (namespace: string) => World;
  readonly request: TraceRequest;
  readonly hops: readonly Hop[];
  /** Ports of gateways that it has been at, with what it was then. */
  readonly visited: readonly Visit[];
}

/** A gateway's port with what comes to it. */
interface Visit {
  readonly proxy: Proxy;
  readonly port: number;
  readonly stream: Stream;
}

/** Traces a request of a pod out of the mesh. Reads the workspace through `lookup` only, and so is as current as what was read. */
export function trace(lookup: Lookup, request: TraceRequest, source: TraceSource): Trace {
  const first = start(lookup, request, source);
  if (isAmbientPod(first.world, source)) return throughZtunnel(first, streamOf(request.protocol, request.host));
  const scope = clientScope(first.seenFrom(source.namespace), source);
  return takeOn(first, scope, sidecarTakes(scope, request), streamOf(request.protocol, request.host));
}

/** Traces a request that a pod sends straight to a service, such as a gateway's, whatever routes there are for the host that it asks for. */
export function traceTo(lookup: Lookup, request: TraceRequest, source: TraceSource, target: Target): Trace {
  const first = start(lookup, request, source);
  const to: ToTarget = { type: 'target', target, decisions: [], http: request.protocol === 'HTTP' };
  return send(first, clientScope(first.seenFrom(source.namespace), source), to, streamOf(request.protocol, request.host));
}

function start(lookup: Lookup, request: TraceRequest, source: TraceSource): Step {
  const world = worldFor(lookup, source.namespace);
  const crowded = isCrowded(lookup, request.host);
  return { world, seenFrom: (namespace) => (crowded ? seenFrom(world, namespace) : world), request, hops: [], visited: [] };
}

function scopeOf(step: Step, proxy: Proxy): Scope {
  return createScope(step.seenFrom(proxy.namespace), proxy);
}

/** In ambient mesh a service without a waypoint is reached as it is, and what is not known is let through whatever the mesh says. */
function throughZtunnel(step: Step, stream: Stream): Trace {
  const { world, request } = step;
  const sent = { sends: sendsOf(stream), ...sniOf(stream) };
  const way = ambientWay(world, request);
  const said = way === undefined ? saidService(world, world.home, request) : undefined;
  if (said !== undefined) return elsewhere(step, { proxy: 'ztunnel', service: said, port: request.port, ...sent, decisions: [] });
  if (way === undefined) return end(step, 'passthrough', { proxy: 'ztunnel', ...sent, decisions: [] }, `Ztunnel knows no address of a service ${request.host} with port ${request.port}; it lets the connection through to wherever the application connects.`, 'unknown');
  const { service, port, waypoint, decisions } = way;
  if (waypoint === undefined) return end(step, 'direct', { proxy: 'ztunnel', service: service.host, port: port.number, ...sent, decisions }, `It leaves directly from ztunnel, as ${sent.sends} to ${service.host}:${port.number}: no waypoint serves it.`);
  const { proxy, gateway } = waypoint;
  const hop: Hop = { proxy: 'ztunnel', service: `${gateway.name ?? ''}.${proxy.namespace}.svc.${world.clusterDomain}`, port: 15008, ...sent, decisions };
  const scope = scopeOf(step, proxy);
  return takeOn({ ...step, hops: [hop] }, scope, sidecarTakes(scope, request), stream);
}

function end({ request, hops }: Step, outcome: Outcome, hop: Hop | undefined, reason: string, why?: Break): Trace {
  return { ...request, outcome, hops: hop === undefined ? hops : [...hops, hop], reason, ...(why === undefined ? {} : { break: why }) };
}

function hopOf({ type }: Proxy, decisions: readonly Decision[], more: Omit<Hop, 'proxy' | 'decisions'>): Hop {
  return { proxy: type, ...more, decisions: decisions.some(({ resource }) => isAssumed(resource)) ? decisions.filter(({ resource }) => !isAssumed(resource)).map(originOf) : decisions.map(originOf) };
}

function takeOn(step: Step, scope: Scope, taken: Taken, stream: Stream): Trace {
  const { proxy } = scope;
  const { request } = step;
  switch (taken.type) {
    case 'unknown': {
      const said = saidService(scope.world, proxy.namespace, request);
      if (said !== undefined) return elsewhere(step, hopOf(proxy, [], { service: said, port: request.port, sends: sendsOf(stream), ...sniOf(stream) }));
      const sends = hopOf(proxy, taken.decisions, { sends: sendsOf(stream), ...sniOf(stream) });
      return scope.allowsAny
        ? end(step, 'passthrough', sends, `The mesh knows no service ${request.host} on port ${request.port} for ${request.protocol}; the ${proxy.type} lets it through to wherever the application connects.`, 'unknown')
        : end(step, 'blackhole', sends, `The mesh knows no service ${request.host} on port ${request.port} for ${request.protocol}, and ${whoForbids(scope)} lets only known ones through: it is dropped.`, 'unknown');
    }
    case 'answer':
      return withBranches(end(step, 'other', hopOf(proxy, taken.decisions, {}), `The ${proxy.type}'s rule ${taken.words}.`), taken.split?.map(({ to, weight }) => ({ weight, trace: send(step, scope, ownPlaceFirst(to), stream) })));
    case 'error':
      return end(step, 'error', hopOf(proxy, taken.decisions, { sends: sendsOf(stream), ...sniOf(stream), error: taken.error }), `${capital(taken.words)}.`, taken.why);
    case 'target':
      return send(step, scope, taken, stream);
  }
}

/** Of several destinations of one rule each is told by its own place. */
function ownPlaceFirst(to: ToTarget): ToTarget {
  const isOwn = ({ role }: Decision): boolean => role === 'destination';
  return { ...to, decisions: [...to.decisions.filter(isOwn), ...to.decisions.filter((one) => !isOwn(one))] };
}

function withBranches(trace: Trace, branches: readonly Branch[] | undefined): Trace {
  return branches === undefined ? trace : { ...trace, branches };
}

/** A Sidecar without a policy leaves it to the mesh. */
function whoForbids({ sidecar }: Scope): string {
  return sidecar?.root.at('spec', 'outboundTrafficPolicy').type === 'map' ? `the Sidecar ${sidecar.name ?? ''}` : 'the mesh';
}

function sniOf({ layers: [outer] }: Stream): { readonly sni?: string } {
  return outer?.sni === undefined ? nothing : { sni: outer.sni };
}

const nothing = {};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where a hop leads, and what it sends there. */
function sentTo({ host: service, port, subset }: Target, stream: Stream): Omit<Hop, 'proxy' | 'decisions'> {
  const sends = sendsOf(stream);
  return subset === undefined ? { service, port, sends, ...sniOf(stream) } : { service, port, subset, sends, ...sniOf(stream) };
}

function send(step: Step, scope: Scope, { target, decisions, http, firstOfSeveral, rewrite }: ToTarget, stream: Stream): Trace {
  const { proxy } = scope;
  const cluster = clusterFor(scope, target);
  if ('why' in cluster) {
    if (cluster.why === 'host' && isElsewhere(scope.world, target.host)) return elsewhere(step, hopOf(proxy, decisions, sentTo(target, stream)));
    const hop = hopOf(proxy, [...decisions, ...cluster.decisions], { ...sentTo(target, stream), error: 'cluster does not exist' });
    return end(step, 'error', hop, `It is dropped at the ${proxy.type}: ${cluster.words}.`, `no-${cluster.why}`);
  }
  const asked = rewritten(stream, rewrite);
  const sent = wrapped(asked, layerFor(scope, cluster, asked));
  const tunnel = http ? undefined : tunnelOf(scope, cluster, firstOfSeveral);
  const places = [...decisions, ...cluster.decisions];
  const hop = tunnel === undefined ? hopOf(proxy, places, sentTo(target, sent)) : hopOf(proxy, [...places, tunnel.decision], { ...sentTo(target, sent), tunnel: tunnel.to });
  const reached = reachedBy(step.world, cluster);
  const behind = gatewayBehind(step.world, reached.service);
  if (behind === undefined) return leaves(step, hop, cluster, sent);
  if (behind === 'unreached') return unreached({ ...step, hops: [...step.hops, hop] }, reached.service);
  return enter({ ...step, hops: [...step.hops, hop] }, behind, reached.servicePort, sent);
}

/** What the settings say is there: how it is reached, and what is behind it, no manifest here tells. */
function elsewhere(step: Step, hop: Hop): Trace {
  return end(step, 'other', hop, `It goes to ${hop.service ?? ''}, which the settings say exists and no manifest here describes: the rest of the way is not known.`, 'elsewhere');
}

function leaves(step: Step, hop: Hop, cluster: Cluster, sent: Stream): Trace {
  const through = step.hops.length > 0;
  const how = `as ${sendsOf(sent)} to ${cluster.host}:${cluster.port}${hop.tunnel === undefined ? '' : `, which is asked to connect it to ${hop.tunnel}`}`;
  const note = noteOn(cluster, sent, step.request, hop);
  const reason = through ? `It leaves the mesh through the ${hop.proxy}, ${how}.` : `It leaves directly from the sidecar, ${how}.`;
  return end(step, through ? 'gateway' : 'direct', hop, note === undefined ? reason : `${reason} ${note.words}`, note?.break);
}

function unreached(step: Step, service: MeshService): Trace {
  const decision: Decision = { role: 'service', resource: service.resource, value: service.view.selectorValue };
  const hop: Hop = { proxy: 'gateway', error: 'no listener matched', decisions: [decision] };
  return end(step, 'error', hop, `It reaches no gateway: the Service ${service.name} selects none of its pods.`, 'no-pods');
}

function stateOf({ proxy: { namespace, labels }, port, stream }: Visit): string {
  return `${namespace} ${[...labels].join()} ${port} ${sendsOf(stream)} ${stream.asks.host}${stream.asks.path}`;
}

function enter(step: Step, behind: GatewayProxy, servicePort: MeshPort, stream: Stream): Trace {
  const { hops, visited } = step;
  const port = targetPort(servicePort, behind.workload);
  const visit: Visit = { proxy: behind.proxy, port, stream };
  if (visited.some((one) => stateOf(one) === stateOf(visit)) || hops.length >= mostHops) return end(step, 'loop', undefined, 'The gateway sends it back to itself, over and over.');
  const scope = scopeOf(step, behind.proxy);
  const taken = gatewayTakes(scope.world, behind, port, stream);
  if ('error' in taken) {
    const outcome = taken.error === 'redirected' ? 'other' : 'error';
    return end(step, outcome, hopOf(behind.proxy, taken.decisions, { error: taken.error }), `It is dropped at the gateway: ${taken.words}.`, taken.why);
  }
  const server: Decision = { role: 'server', resource: taken.server.resource, value: taken.server.value };
  const next = { ...step, visited: [...visited, visit] };
  const toTarget = (destination: Destination): ToTarget => {
    const { rule: { resource, value } } = destination;
    const decisions: readonly Decision[] = [{ role: 'route', resource, value }, { role: 'destination', resource, value: destination.value }, server];
    return { type: 'target', target: targetOf(scope, destination, { port: taken.server.number, http: taken.http }), decisions, http: taken.http, ...besides(destination) };
  };
  const { action } = taken;
  if (action.type === 'route') return send(next, scope, toTarget(action.destination), taken.stream);
  const hop = hopOf(behind.proxy, [{ role: 'route', resource: action.resource, value: action.value }, server], {});
  return withBranches(end(next, 'other', hop, `The gateway's rule ${action.words}.`), action.split?.map(({ destination, weight }) => ({ weight, trace: send(next, scope, ownPlaceFirst(toTarget(destination)), taken.stream) })));
}
