// The pods behind a service, and whether they speak Istio's mutual TLS.
import { namespace as namespaceKind, workloads } from '../kinds/targets.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { endpointsOf, podsBehind } from '../references/endpoints.ts';
import type { Endpoint } from '../references/endpoints.ts';
import { isKnownGatewayLabel } from '../references/known.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import { podLabels } from '../views/workload.ts';
import { findByName } from '../workspace/indexes/by-name.ts';
import type { Value } from '../yaml/value.ts';
import type { MeshService } from './world.ts';
import { perWorld } from '../references/world.ts';
import type { World } from '../references/world.ts';

/** Whether an endpoint has a proxy that speaks Istio's mutual TLS. */
function speaks(world: World, { value, resource, labels }: Endpoint): boolean {
  if (value === undefined) return isMeshed(world, resource);
  const mode = labels.get('security.istio.io/tlsMode');
  return mode === undefined ? (value.at('serviceAccount').string ?? '') !== '' : mode === 'istio';
}

/** Whether all pods or endpoints behind a service of the mesh have a sidecar, so that Istio uses mutual TLS unasked. */
export function speaksMutualTls(world: World, { resource }: MeshService): boolean {
  return allSpeakMutualTls(world, resource);
}

const allSpeakMutualTls = perWorld((world, target: Resource): boolean => {
  if (meshServiceView(target).registry === 'external') {
    const endpoints = endpointsOf(world, target);
    return endpoints.length > 0 && endpoints.every((one) => speaks(world, one));
  }
  const pods = podsBehind(world, target);
  return pods.length > 0 && pods.every((pod) => isMeshed(world, pod));
});

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

/** The workloads of gateways that have a name. */
export function gatewayWorkloads(lookup: Lookup, { name, namespace }: { readonly name: string; readonly namespace: string | undefined }): readonly Resource[] {
  return workloads.flatMap((kind) => findByName(lookup, kind, namespace, name).found).filter((one) => one.namespace === namespace && !one.entry.isPatch && looksLikeGateway(one));
}

function podTemplateOf(pod: Resource): Value {
  const template = pod.root.at('spec', 'template');
  return template.exists ? template : pod.root;
}

/** The number of the port of a pod that a name stands for. */
export function namedPort(pod: Resource, name: string): number | undefined {
  return podTemplateOf(pod).at('spec', 'containers').items().flatMap((one) => one.at('ports').items()).find((port) => port.at('name').string === name)?.at('containerPort').number;
}
