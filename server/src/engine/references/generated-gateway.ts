// The Service that Istio makes for a Gateway of the Gateway API (`pilot/pkg/config/kube/gatewaycommon/gateway_utils.go`).
import { kubernetesGateway } from '../kinds/kubernetes-gateway.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { findByName } from '../workspace/indexes/by-name.ts';

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
