/** Services that every cluster or mesh has, by full name without the cluster domain, with the ports of their usual charts. */
const knownServices: ReadonlyMap<string, readonly number[]> = new Map([
  ['kubernetes.default', [443]],
  ['kube-dns.kube-system', [53, 9153]],
  ['istiod.istio-system', [15010, 15012, 443, 15014]],
  ['istio-ingressgateway.istio-system', [15021, 80, 443, 31400, 15443]],
  ['istio-egressgateway.istio-system', [80, 443, 15443]],
  ['istio-eastwestgateway.istio-system', [15021, 15443, 15012, 15017]],
]);

/** The ports of a Service that is there without being in the workspace; `undefined` for any other. */
export function knownServicePorts(name: string, namespace: string): readonly number[] | undefined {
  return knownServices.get(`${name}.${namespace}`);
}

/** Labels of gateway pods as Istio's charts write them. */
const knownGatewayLabels: ReadonlySet<string> = new Set([
  'istio=ingressgateway', 'istio=egressgateway', 'istio=eastwestgateway', 'istio=ingress', 'istio=egress', 'istio=ingress-gateway', 'istio=egress-gateway',
  'app=istio-ingressgateway', 'app=istio-egressgateway', 'app=istio-ingress', 'app=istio-egress', 'app=istio-eastwestgateway',
]);

export function isKnownGatewayLabel(key: string, value: string): boolean {
  return knownGatewayLabels.has(`${key}=${value}`);
}
