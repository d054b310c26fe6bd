// What the references of routes of the Gateway API stand for (`pilot/pkg/config/kube/gateway/conversion.go`).
import { kubernetesGateway } from '../kinds/kubernetes-gateway.ts';
import { serviceEntry } from '../kinds/service-entry.ts';
import { service } from '../kinds/service.ts';
import { namespace as namespaceKind, referenceGrant } from '../kinds/targets.ts';
import type { Kind } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { matches, readSelector } from '../policy/selector.ts';
import { dictionary } from '../text/dictionary.ts';
import { nearestNamed } from './nearest-named.ts';
import { hasItsLike } from './together.ts';
import { gatewayApiGroup, kubernetesGatewayView } from '../views/gateway-api.ts';
import type { Listener, ObjectRef, ParentRef } from '../views/gateway-api.ts';
import { labelsAt } from '../views/read.ts';
import type { Value } from '../yaml/value.ts';
import { allInNamespace, findAnywhere, findByName } from '../workspace/indexes/by-name.ts';

const parentKinds: readonly Kind[] = [kubernetesGateway, service, serviceEntry];

/** The kind that Istio knows as a parent of routes. */
export function parentKind({ group, kind }: ObjectRef): Kind | undefined {
  return parentKinds.find((one) => one.group === group && one.kind === kind);
}

/** The kind of object that a backend is; `undefined` for external hosts, and for what Istio does not know. */
export function backendKind({ group, kind }: ObjectRef): Kind | undefined {
  return group === service.group && kind === service.kind ? service : undefined;
}

/** Whether a backend is an external host: Istio's own kind of backend, which no object has. */
export function isHostname({ group, kind }: ObjectRef): boolean {
  return group === serviceEntry.group && kind === 'Hostname';
}

/** The namespace that a reference means; `undefined` where it is not known. */
function namespaceOfRef(ref: ObjectRef, from: Pick<Resource, 'namespace'>): string | undefined {
  return ref.namespace === 'absent' ? from.namespace : ref.namespace.text;
}

export interface ResolvedObject {
  readonly kind: Kind;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly found: readonly Resource[];
  readonly uncertain: boolean;
}

/** Finds an object of a kind that a route refers to; `undefined` where its name is not known. */
export function resolveObject(lookup: Lookup, kind: Kind, ref: ObjectRef, from: Pick<Resource, 'namespace'>): ResolvedObject | undefined {
  const { text: name } = ref.name;
  if (name === undefined || (ref.namespace !== 'absent' && ref.namespace.text === undefined)) return undefined;
  const namespace = namespaceOfRef(ref, from);
  const { found, unnamed } = findByName(lookup, kind, namespace, name);
  return { kind, name, namespace, found: found.filter((one) => !one.entry.isPatch), uncertain: unnamed };
}

/** What was almost surely meant by a name that no object has. */
export interface NearObject {
  readonly target: Resource;
  readonly why: 'namespace' | 'spelling';
}

/** What a resource may have meant; where the namespace of what has the name has its like, that is for the like. */
export function nearestObject(lookup: Lookup, { kind, name, namespace }: ResolvedObject, from: Resource): NearObject | undefined {
  const elsewhere = findAnywhere(lookup, kind, name).filter((one) => one.namespace !== undefined);
  const [only] = elsewhere;
  if (only !== undefined && elsewhere.length === 1) return hasItsLike(lookup, only.namespace, from) ? undefined : { target: only, why: 'namespace' };
  const near = nearestNamed(name, allInNamespace(lookup, kind, namespace));
  return near === undefined ? undefined : { target: near.target, why: 'spelling' };
}

/** The listeners of a Gateway that a reference may mean: of its name, and with its port. */
export function listenersOf(gateway: Resource, { sectionName, port }: ParentRef): readonly Listener[] {
  return kubernetesGatewayView(gateway).listeners.filter((one) => (sectionName === 'absent' || sectionName.text === undefined || one.name.text === undefined || one.name.text === sectionName.text)
    && (!port.exists || port.number === undefined || one.port === undefined || one.port === port.number));
}

const routeKindsByProtocol = dictionary<readonly string[]>({ HTTP: ['HTTPRoute', 'GRPCRoute'], HTTPS: ['HTTPRoute', 'GRPCRoute'], TLS: ['TLSRoute'], TCP: ['TCPRoute'] });

/** The kinds of routes that a listener takes; `undefined` where that is not known. */
export function kindsAllowed({ allowedRoutes, protocol, tlsMode }: Listener): readonly string[] | undefined {
  const named = allowedRoutes.at('kinds').items();
  if (named.length > 0) return named.every((one) => one.at('kind').string !== undefined) ? named.flatMap((one) => one.at('kind').string ?? []) : undefined;
  if (protocol === undefined || tlsMode === undefined || allowedRoutes.type === 'unknown') return undefined;
  return protocol === 'TLS' && tlsMode === 'Terminate' ? ['TLSRoute', 'TCPRoute'] : routeKindsByProtocol[protocol];
}

/** Whether a listener takes routes of a namespace; `undefined` where that is not known. */
export function allowsNamespace(lookup: Lookup, { allowedRoutes }: Listener, gateway: Resource, namespace: string | undefined): boolean | undefined {
  const namespaces = allowedRoutes.at('namespaces');
  const from = namespaces.at('from').exists ? namespaces.at('from').string : 'Same';
  if (from === 'All') return true;
  if (namespace === undefined || allowedRoutes.type === 'unknown' || namespaces.type === 'unknown') return undefined;
  if (from === 'Same') return gateway.namespace === undefined ? undefined : gateway.namespace === namespace;
  return from === 'Selector' ? selectsNamespace(lookup, namespaces.at('selector'), namespace) : undefined;
}

function selectsNamespace(lookup: Lookup, value: Value, namespace: string): boolean | undefined {
  const selector = readSelector(value);
  const home = findByName(lookup, namespaceKind, undefined, namespace).found[0];
  if (!value.exists || !selector.complete || home === undefined) return undefined;
  const { labels, complete } = labelsAt(home.root.at('metadata', 'labels'));
  return complete || !home.root.at('metadata', 'labels').exists ? matches(selector, new Map([...labels, ['kubernetes.io/metadata.name', namespace]])) : undefined;
}

/** Whether a ReferenceGrant lets a route refer to an object of another namespace; `undefined` where that is not known. */
export function isGranted(lookup: Lookup, route: Resource, to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string }): boolean | undefined {
  if (route.namespace === undefined) return undefined;
  if (route.namespace === to.namespace) return true;
  const grants = allInNamespace(lookup, referenceGrant, to.namespace);
  if (grants.some(({ root, namespace }) => namespace === undefined || root.at('spec').hasUnknownEntries || root.at('spec').type === 'unknown')) return undefined;
  return grants.some(({ root }) => {
    const spec = root.at('spec');
    return spec.at('from').items().some((one) => one.at('group').string === gatewayApiGroup && one.at('kind').string === route.kind.kind && one.at('namespace').string === route.namespace)
      && spec.at('to').items().some((one) => (one.at('group').string ?? '') === to.group && one.at('kind').string === to.kind && (!one.at('name').exists || one.at('name').string === to.name));
  });
}
