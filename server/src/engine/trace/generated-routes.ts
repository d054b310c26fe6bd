// The VirtualServices that Istio makes of routes of the Gateway API (`route_collections.go`, `conversion.go`).
import { grpcRoute } from '../kinds/grpc-route.ts';
import { httpRoute } from '../kinds/http-route.ts';
import { referenceGrant } from '../kinds/targets.ts';
import { tlsRoute } from '../kinds/tls-route.ts';
import type { Resource } from '../model/resource.ts';
import { allowsNamespace, isGranted, isHostname, kindsAllowed, listenersOf, parentKind } from '../references/gateway-api.ts';
import { mesh } from '../references/gateways.ts';
import type { World } from '../references/world.ts';
import { isUnset } from '../schema/constraint.ts';
import { hostsOverlap } from '../text/host.ts';
import { gatewayRoute } from '../views/gateway-api.ts';
import type { BackendRef, GatewayRouteRule, ParentRef } from '../views/gateway-api.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import { routesNaming } from '../workspace/indexes/routes.ts';
import type { Value } from '../yaml/value.ts';
import { listenerGateway } from './generated-gateways.ts';
import { generate } from './generated.ts';
import type { Json } from './generated.ts';
import { actionOf, compareRanks, matchOf, rankOf } from './generated-rules.ts';
import { distinct } from './variants.ts';
import type { Block, Narrowed } from './generated-rules.ts';

/** What a VirtualService is made for: a listener of a Gateway, or clients of a Service in the mesh. */
interface Attachment {
  readonly gateway: string;
  readonly hosts: readonly string[];
  readonly port: number | undefined;
}

/** The routes that name a Gateway or service. */
function routesTo(world: World, target: Resource): readonly Resource[] {
  return distinct(routesNaming(world.lookup, target).filter(({ entry }) => !entry.isPatch));
}

/** The VirtualServices for the listeners of a Gateway. */
export function routesOfGateway(world: World, gateway: Resource): readonly Resource[] {
  const home = world.namespaceOf(gateway);
  return routesTo(world, gateway).flatMap((route) => parentsNaming(world, route, gateway).flatMap((parent) => listenersOf(gateway, parent)
    .filter((one) => kindsAllowed(one)?.includes(route.kind.kind) !== false && allowsNamespace(world.lookup, one, gateway, world.namespaceOf(route)) !== false)
    .flatMap((listener) => {
      const { hostnames } = gatewayRoute(route);
      const hosts = hostnames.length === 0 ? ['*'] : hostnames.flatMap(({ text }) => text ?? []);
      return translated(world, route, { gateway: `${home}/${listenerGateway(gateway, listener)}`, hosts, port: undefined });
    })));
}

/** The VirtualServices for clients in the mesh of a Service or ServiceEntry with these hosts. */
export function routesOfService(world: World, service: Resource, hosts: readonly string[]): readonly Resource[] {
  return routesTo(world, service)
    .flatMap((route) => parentsNaming(world, route, service).flatMap((parent) => translated(world, route, { gateway: mesh, hosts, port: parent.port.number })));
}

/** The names that connections ask for: those of the route, of several only those that fit the service's; without any the service's. */
function namesTaken(route: Resource, { gateway, hosts }: Attachment): readonly string[] {
  const own = gatewayRoute(route).hostnames.flatMap(({ text }) => text ?? []);
  if (gateway !== mesh || own.length === 0 || own.includes('*')) return hosts;
  return own.length === 1 ? own : own.filter((one) => hosts.some((host) => hostsOverlap(host, one)));
}

function parentsNaming(world: World, route: Resource, target: Resource): readonly ParentRef[] {
  return gatewayRoute(route).parents.filter((parent) => parentKind(parent) === target.kind && parent.name.text === target.name
    && (parent.namespace === 'absent' ? world.namespaceOf(route) : parent.namespace.text) === world.namespaceOf(target));
}

const kept = new WeakMap<Resource, Map<string, readonly Resource[]>>();

function translated(world: World, route: Resource, attachment: Attachment): readonly Resource[] {
  const namespace = world.namespaceOf(route);
  const granted = (backend: BackendRef): boolean => attachment.gateway === mesh || mayRefer(world, route, backend);
  const rules = rulesOfRoute(route);
  const key = JSON.stringify([namespace, world.clusterDomain, attachment, rules.map(({ backends }) => backends.map(granted))]);
  const known = kept.get(route) ?? new Map<string, readonly Resource[]>();
  kept.set(route, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const block = route.kind === httpRoute || route.kind === grpcRoute ? 'http' : route.kind === tlsRoute ? 'tls' : 'tcp';
  const names = namesTaken(route, attachment);
  // One backend that is written wrong takes the whole route with it.
  const whole = !rules.some(({ backends }) => backends.some(isMiswritten));
  const made = !whole ? [] : rules.flatMap((rule) => rulesOf(world, block, namespace, rule, granted, { port: attachment.port, names }));
  const sorted = block === 'http' ? made.sort((a, b) => compareRanks(a.rank, b.rank)) : made;
  const places = new Map(sorted.flatMap(({ value, destinations }, index) => [
    [`spec.${block}.${index}`, value] as const, ...destinations.map((one, place) => [`spec.${block}.${index}.route.${place}.destination`, one.value] as const),
  ]));
  const object: Json = {
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: route.name ?? '', namespace },
    spec: { hosts: attachment.hosts, gateways: [attachment.gateway], [block]: sorted.map(({ fields }) => fields) },
  };
  const result = made.length === 0 ? [] : generate(route, object, places);
  known.set(key, result);
  return result;
}

/** An HTTPRoute without the field takes all requests, and leads them nowhere: the default of its CRD. */
function rulesOfRoute(route: Resource): readonly GatewayRouteRule[] {
  const spec = route.root.at('spec');
  return route.kind === httpRoute && isUnset(spec.at('rules')) ? [{ value: spec, matches: [], filters: [], backends: [] }] : gatewayRoute(route).rules;
}

interface MadeRule {
  readonly value: Value;
  readonly destinations: readonly MadeDestination[];
  readonly fields: Json;
  readonly rank: readonly number[];
}

interface MadeDestination {
  readonly value: Value;
  readonly fields: Json;
}

/** One rule for each of its conditions. Without a destination requests get 500, and connections have no rule. */
function rulesOf(world: World, block: Block, home: string, rule: GatewayRouteRule, granted: (backend: BackendRef) => boolean, narrowed: Narrowed): readonly MadeRule[] {
  const destinations = rule.backends.flatMap((backend) => (granted(backend) ? destinationOf(world, home, backend) : []));
  const action = actionOf(rule, destinations.map(({ fields }) => fields), block);
  if (action === undefined) return [];
  const matches = block === 'http' && rule.matches.length > 0 ? rule.matches : [undefined];
  return matches.map((match) => ({ value: rule.value, destinations, fields: { ...matchOf(block, match, narrowed), ...action }, rank: rankOf(match) }));
}

/** Whether a route of a Gateway may lead to a backend of another namespace. */
function mayRefer({ lookup }: World, route: Resource, { namespace, group, kind, name }: BackendRef): boolean {
  if (namespace === 'absent' || namespace.text === undefined || name.text === undefined) return true;
  const isKnown = lookup.options.workspaceIsComplete || allInNamespace(lookup, referenceGrant, namespace.text).length > 0;
  return !isKnown || isGranted(lookup, route, { group: group ?? '', kind: kind ?? '', namespace: namespace.text, name: name.text }) !== false;
}

function isMiswritten(backend: BackendRef): boolean {
  const { weight, group, kind, name, port, namespace } = backend;
  const service = group === '' && kind === 'Service';
  return weight !== 0 && ((service && name.text?.includes('.') === true) || (isHostname(backend) && namespace !== 'absent') || ((service || isHostname(backend)) && !port.exists));
}

function destinationOf(world: World, home: string, backend: BackendRef): readonly MadeDestination[] {
  const { name: { text }, port: { number }, weight, namespace, value } = backend;
  if (weight === 0 || text === undefined || number === undefined) return [];
  const target = namespace === 'absent' ? home : namespace.text ?? home;
  const isService = backend.group === '' && backend.kind === 'Service';
  const host = isHostname(backend) ? text : `${text}.${target}.svc.${world.clusterDomain}`;
  return isService || isHostname(backend) ? [{ value, fields: { destination: { host, port: { number } }, weight } }] : [];
}
