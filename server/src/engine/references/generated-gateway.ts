// The Service that Istio makes for a Gateway of the Gateway API (`pilot/pkg/config/kube/gatewaycommon/gateway_utils.go`).
import { kubernetesGateway } from '../kinds/kubernetes-gateway.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { nearestName } from '../text/nearest.ts';
import { allInNamespace, findAnywhere, findByName } from '../workspace/indexes/by-name.ts';

/** Classes for which Istio makes a workload, with what it puts behind the Gateway's name. */
const suffixes: ReadonlyMap<string, string> = new Map([['istio', '-istio'], ['istio-waypoint', '']]);

/** The Gateway that Istio makes a Service of this name for. */
export function generatedGateway(lookup: Lookup, name: string, namespace: string | undefined): Resource | undefined {
  return generatedGateways(lookup, name, namespace)[0];
}

/** All of that name: a workspace may hold several states of one Gateway. */
export function generatedGateways(lookup: Lookup, name: string, namespace: string | undefined): readonly Resource[] {
  return [...suffixes.values()].filter((suffix) => name.endsWith(suffix))
    .flatMap((suffix) => findByName(lookup, kubernetesGateway, namespace, name.slice(0, name.length - suffix.length)).found)
    .filter((one) => !one.entry.isPatch && generatedName(one) === name);
}

/** The one Gateway whose Service was almost surely meant by a name: it has that name in another namespace, or nearly that in this one. */
export function nearestGenerated(lookup: Lookup, name: string, namespace: string | undefined): { readonly target: Resource; readonly name: string; readonly why: 'namespace' | 'spelling' } | undefined {
  const elsewhere = [...suffixes.values()].filter((suffix) => name.endsWith(suffix)).flatMap((suffix) => findAnywhere(lookup, kubernetesGateway, name.slice(0, name.length - suffix.length)))
    .filter((one) => one.namespace !== undefined && !one.entry.isPatch && generatedName(one) === name);
  const [target, ...more] = elsewhere;
  if (target !== undefined) return more.length > 0 ? undefined : { target, name, why: 'namespace' };
  const byName = new Map(allInNamespace(lookup, kubernetesGateway, namespace).flatMap((one) => (one.entry.isPatch ? [] : [[generatedName(one) ?? '', one] as const])));
  const spelled = nearestName(name, byName.keys());
  const near = byName.get(spelled ?? '');
  return spelled === undefined || spelled === '' || near === undefined ? undefined : { target: near, name: spelled, why: 'spelling' };
}

/** The name of the Service that Istio makes for a Gateway; `undefined` where it makes none. */
export function generatedName({ root, name }: Resource): string | undefined {
  const suffix = suffixes.get(root.at('spec', 'gatewayClassName').string ?? '');
  return name === undefined || suffix === undefined || !isManaged(root) ? undefined : `${name}${suffix}`;
}

/** Addresses by name stand for Services that were made by hand. A name of its own (an annotation) is not looked for. */
function isManaged(root: Resource['root']): boolean {
  const addresses = root.at('spec', 'addresses').items();
  const type = addresses[0]?.at('type');
  const renamed = root.at('metadata', 'annotations', 'gateway.istio.io/name-override').exists;
  return !renamed && (addresses.length === 0 || (addresses.length === 1 && (type?.exists !== true || type.string === 'IPAddress')));
}
