import type { LintOptions } from '../model/options.ts';
import type { Lookup } from '../model/rule.ts';
import { hostCovers, parseClusterHost } from '../text/host.ts';
import { workloadByLabel } from '../workspace/indexes/by-label.ts';

/** Services that every cluster or mesh has, by full name without the cluster domain, with the ports of their usual charts. */
const knownServices: ReadonlyMap<string, readonly number[]> = new Map([
  ['kubernetes.default', [443]],
  ['kube-dns.kube-system', [53, 9153]],
  ['istiod.istio-system', [15010, 15012, 443, 15014]],
  ['istio-ingressgateway.istio-system', [15021, 80, 443, 31400, 15443]],
  ['istio-egressgateway.istio-system', [80, 443, 15443]],
  ['istio-eastwestgateway.istio-system', [15021, 15443, 15012, 15017]],
]);

/** The ports of a Service that is there without being in the workspace, none where it is not known which; `undefined` for any other. */
export function knownServicePorts(lookup: Lookup, name: string, namespace: string): readonly number[] | undefined {
  const id = `${name}.${namespace}`;
  const ports = id === egressGateway && !isEgressGatewayElsewhere(lookup) ? undefined : knownServices.get(id);
  return ports ?? (isListed(lookup.options, id) ? [] : undefined);
}

const egressGateway = 'istio-egressgateway.istio-system';

/**
 * Whether the egress gateway of Istio's installation is none of the workspace's: that has no workload with the labels of its pods.
 * Otherwise its Service would be here too.
 */
export function isEgressGatewayElsewhere(lookup: Lookup): boolean {
  return !['istio=egressgateway', 'app=istio-egressgateway'].some((label) => lookup.any(workloadByLabel, label));
}

function isListed({ knownServices: listed, clusterDomain }: LintOptions, id: string): boolean {
  return listed.some((one) => one === id || one === `${id}.svc` || one === `${id}.svc.${clusterDomain}`);
}

/** Whether the settings say that what a full host stands for is there, without saying how it looks. */
export function isSaidToExist(lookup: Lookup, host: string): boolean {
  const cluster = parseClusterHost(host, lookup.options.clusterDomain);
  return cluster === undefined ? isKnownHost(lookup, host) : isListed(lookup.options, `${cluster.name}.${cluster.namespace}`);
}

/** Whether a host outside the cluster is said to be known without being in the workspace. */
export function isKnownHost({ options }: Lookup, host: string): boolean {
  return options.knownServices.some((one) => hostCovers(one, host));
}

/** Labels of gateway pods as Istio's charts write them. */
const knownGatewayLabels: ReadonlySet<string> = new Set([
  'istio=ingressgateway', 'istio=egressgateway', 'istio=eastwestgateway', 'istio=ingress', 'istio=egress', 'istio=ingress-gateway', 'istio=egress-gateway',
  'app=istio-ingressgateway', 'app=istio-egressgateway', 'app=istio-ingress', 'app=istio-egress', 'app=istio-eastwestgateway',
]);

export function isKnownGatewayLabel(key: string, value: string): boolean {
  return knownGatewayLabels.has(`${key}=${value}`);
}

/** The values of such a label that differ from one by hyphens only: the charts do not agree in that. */
export function gatewayLabelsLike(key: string, value: string): readonly string[] {
  const spelt = (text: string): string => text.replaceAll('-', '');
  return [...knownGatewayLabels].filter((one) => one.startsWith(`${key}=`)).map((one) => one.slice(key.length + 1)).filter((one) => one !== value && spelt(one) === spelt(value));
}
