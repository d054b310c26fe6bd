import type { Resource } from '../model/resource.ts';
import { gatewayView } from '../views/gateway.ts';

/** Whether a Gateway is for traffic into the mesh, by the labels of Istio's own gateways: what it serves is not on its way out. */
export function servesIngress(gateway: Resource): boolean {
  return [...gatewayView(gateway).selector.labels.values()].some((value) => /ingress|eastwest/.test(value));
}
