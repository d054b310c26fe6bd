// The pods behind a service, and whether they speak Istio's mutual TLS.
import { workloadEntry } from '../kinds/workload-entry.ts';
import { namespace as namespaceKind } from '../kinds/targets.ts';
import type { Resource } from '../model/resource.ts';
import { isKnownGatewayLabel } from '../references/known.ts';
import { workloadsSelectedBy } from '../references/workloads.ts';
import { labelsAt } from '../views/read.ts';
import { podLabels, selects } from '../views/workload.ts';
import { allInNamespace, findByName } from '../workspace/indexes/by-name.ts';
import type { Value } from '../yaml/value.ts';
import type { MeshService } from './world.ts';
import type { World } from '../references/world.ts';

/** An endpoint of a service outside Kubernetes. */
export interface Endpoint {
  readonly labels: ReadonlyMap<string, string>;
  readonly address: string | undefined;
  /** It has a proxy that speaks Istio's mutual TLS. */
  readonly mutual: boolean;
}

/** The workloads that a service selects, in its namespace. */
export function podsOf(world: World, { view, namespace }: MeshService): readonly Resource[] {
  return view.selector.size === 0 ? [] : workloadsSelectedBy(world.lookup, view.selector).workloads.filter((one) => world.namespaceOf(one) === namespace);
}

/** The endpoints of a ServiceEntry that are written out, or selected. */
export function endpointsOf(world: World, service: MeshService): readonly Endpoint[] {
  const { view, namespace } = service;
  const entries = view.selector.size === 0 ? [] : allInNamespace(world.lookup, workloadEntry, namespace)
    .filter((one) => world.namespaceOf(one) === namespace)
    .map((one) => toEndpoint(one.root.at('spec'), labelsAt(one.root.at('metadata', 'labels')).labels));
  return [
    ...view.endpoints.map((value) => toEndpoint(value, new Map())),
    ...entries.filter(({ labels }) => selects(view.selector, labels)),
    ...podsOf(world, service).map((pod) => ({ labels: podLabels(pod).labels, address: undefined, mutual: isMeshed(world, pod) })),
  ];
}

function toEndpoint(value: Value, more: ReadonlyMap<string, string>): Endpoint {
  const labels = new Map([...labelsAt(value.at('labels')).labels, ...more]);
  const mode = labels.get('security.istio.io/tlsMode');
  return { labels, address: value.at('address').string, mutual: mode === undefined ? (value.at('serviceAccount').string ?? '') !== '' : mode === 'istio' };
}

/** Whether all pods or endpoints behind a service of the mesh have a sidecar, so that Istio uses mutual TLS unasked. */
export function speaksMutualTls(world: World, service: MeshService): boolean {
  if (service.view.registry === 'external') {
    const endpoints = endpointsOf(world, service);
    return endpoints.length > 0 && endpoints.every(({ mutual }) => mutual);
  }
  const pods = podsOf(world, service);
  return pods.length > 0 && pods.every((pod) => isMeshed(world, pod));
}

/** Whether Istio puts a sidecar into a pod. Gateways have a proxy of their own, which does not say that it speaks mutual TLS. */
function isMeshed(world: World, pod: Resource): boolean {
  const mode = podLabels(pod).labels.get('security.istio.io/tlsMode');
  if (mode !== undefined) return mode === 'istio';
  if (looksLikeGateway(pod)) return false;
  const own = podLabels(pod).labels.get('sidecar.istio.io/inject') ?? podTemplateOf(pod).at('metadata', 'annotations', 'sidecar.istio.io/inject').string;
  if (own !== undefined) return own === 'true';
  const home = findByName(world.lookup, namespaceKind, undefined, world.namespaceOf(pod)).found[0];
  const labels = home?.root.at('metadata', 'labels');
  return labels?.at('istio-injection').string === 'enabled' || (labels?.at('istio-injection').exists === false && labels.at('istio.io/rev').exists);
}

/** Whether a workload runs a gateway's proxy: the template of gateways is injected, or the proxy is its only container. */
export function looksLikeGateway(pod: Resource): boolean {
  const template = podTemplateOf(pod);
  if (template.at('metadata', 'annotations', 'inject.istio.io/templates').string?.includes('gateway') === true) return true;
  const containers = template.at('spec', 'containers').items();
  return (containers.length > 0 && containers.every((one) => one.at('name').string === 'istio-proxy'))
    || [...podLabels(pod).labels].some(([key, value]) => isKnownGatewayLabel(key, value));
}

export function podTemplateOf(pod: Resource): Value {
  const template = pod.root.at('spec', 'template');
  return template.exists ? template : pod.root;
}

/** The number of the port of a pod that a name stands for. */
export function namedPort(pod: Resource, name: string): number | undefined {
  return podTemplateOf(pod).at('spec', 'containers').items().flatMap((one) => one.at('ports').items()).find((port) => port.at('name').string === name)?.at('containerPort').number;
}
