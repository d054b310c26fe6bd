// Gateways and routes of the Gateway API, with what the server fills in.
import { grpcRoute } from '../kinds/grpc-route.ts';
import { httpRoute } from '../kinds/http-route.ts';
import { tcpRoute } from '../kinds/tcp-route.ts';
import { tlsRoute } from '../kinds/tls-route.ts';
import type { Kind } from '../model/kind.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { textAt, textsAt } from './read.ts';
import type { Text } from './read.ts';

export const gatewayApiGroup = 'gateway.networking.k8s.io';

export const routeKinds: readonly Kind[] = [httpRoute, grpcRoute, tlsRoute, tcpRoute];

/** What another object is called where it is referred to. What is not known is `undefined`. */
export interface ObjectRef {
  readonly value: Value;
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly name: Text;
  /** `absent` means that of the route. */
  readonly namespace: Text | 'absent';
  readonly port: Value;
}

export interface ParentRef extends ObjectRef {
  readonly sectionName: Text | 'absent';
}

export interface BackendRef extends ObjectRef {
  readonly weight: number;
}

/** Something that a rule sends requests to, or copies of them: these get no answer, so that a mistake costs the copies alone. */
export interface Target {
  readonly backend: BackendRef;
  readonly isMirror: boolean;
}

export interface GatewayRouteRule {
  readonly value: Value;
  readonly matches: readonly Value[];
  readonly filters: readonly Value[];
  readonly backends: readonly BackendRef[];
}

export interface GatewayRoute {
  readonly hostnames: readonly Text[];
  readonly parents: readonly ParentRef[];
  readonly rules: readonly GatewayRouteRule[];
}

export const gatewayRoute = perResource((resource: Resource): GatewayRoute => {
  const spec = resource.root.at('spec');
  return {
    hostnames: textsAt(spec.at('hostnames')),
    parents: spec.at('parentRefs').items().map(parentAt),
    rules: spec.at('rules').items().map((value) => ({ value, matches: value.at('matches').items(), filters: value.at('filters').items(), backends: value.at('backendRefs').items().map(backendAt) })),
  };
});

/** The backends of a route, and after those of each rule the ones that its filters, or those of its backends, copy requests to. */
export function targetsOf(resource: Resource): readonly Target[] {
  return gatewayRoute(resource).rules.flatMap(({ backends, filters }) => [
    ...backends.map((backend) => ({ backend, isMirror: false })),
    ...[...filters, ...backends.flatMap(({ value }) => value.at('filters').items())].flatMap(mirrorAt),
  ]);
}

function mirrorAt(filter: Value): readonly Target[] {
  const backend = filter.at('requestMirror', 'backendRef');
  return filter.at('type').string === 'RequestMirror' && backend.exists ? [{ backend: backendAt(backend), isMirror: true }] : [];
}

/** An item of `parentRefs`. */
export function parentAt(value: Value): ParentRef {
  return { ...refAt(value, gatewayApiGroup, 'Gateway'), sectionName: optional(value.at('sectionName')) };
}

/** What another object is called; `group` and `kind` are those that count where none is written. */
export function refAt(value: Value, group: string, kind: string): ObjectRef {
  return {
    value, name: textAt(value.at('name')), namespace: optional(value.at('namespace')), port: value.at('port'),
    group: value.at('group').exists ? value.at('group').string : group, kind: value.at('kind').exists ? value.at('kind').string : kind,
  };
}

/** An item of `backendRefs`, or what a filter names in the same form. */
export function backendAt(value: Value): BackendRef {
  return { ...refAt(value, '', 'Service'), weight: value.at('weight').number ?? 1 };
}

export function optional(value: Value): Text | 'absent' {
  return value.exists ? textAt(value) : 'absent';
}

/** The classes that Istio makes itself (`pilot/pkg/config/kube/gateway/conditions.go` and the controllers beside it). */
export const istioClasses: readonly string[] = ['istio', 'istio-remote', 'istio-waypoint', 'istio-east-west'];

/** Whether Istio surely serves a Gateway. */
export function isOfIstio(gateway: Resource): boolean {
  const { className } = kubernetesGatewayView(gateway);
  return className !== undefined && istioClasses.includes(className);
}

export interface Listener {
  readonly value: Value;
  readonly name: Text;
  readonly port: number | undefined;
  readonly protocol: string | undefined;
  /** `undefined` where it is not known, empty where there is none. */
  readonly hostname: string | undefined;
  readonly tlsMode: 'Terminate' | 'Passthrough' | 'none' | undefined;
  readonly allowedRoutes: Value;
}

export interface KubernetesGateway {
  readonly className: string | undefined;
  readonly listeners: readonly Listener[];
  /** Whether all listeners are known. Others may come from ListenerSets. */
  readonly complete: boolean;
}

export const kubernetesGatewayView = perResource((resource: Resource): KubernetesGateway => {
  const spec = resource.root.at('spec');
  const list = spec.at('listeners');
  return {
    className: spec.at('gatewayClassName').string,
    listeners: list.items().map(readListener),
    complete: list.type === 'list' && list.items().every((one) => one.type === 'map' && !one.hasUnknownEntries) && !spec.at('allowedListeners').exists,
  };
});

function readListener(value: Value): Listener {
  const tls = value.at('tls');
  const mode = tls.at('mode').exists ? tls.at('mode').string : 'Terminate';
  return {
    value, name: textAt(value.at('name')), port: value.at('port').number, protocol: value.at('protocol').string,
    hostname: value.at('hostname').exists ? value.at('hostname').string : '',
    tlsMode: tls.exists ? (mode === 'Terminate' || mode === 'Passthrough' ? mode : undefined) : 'none',
    allowedRoutes: value.at('allowedRoutes'),
  };
}
