// The pods that a Gateway or a policy selects, as Istio sees gateways.
import type { Resource } from '../model/resource.ts';
import { workloadsSelectedBy } from '../references/workloads.ts';
import { gatewayView } from '../views/gateway.ts';
import { podLabels } from '../views/workload.ts';
import type { GatewayPods } from './gateways.ts';
import type { World } from '../references/world.ts';

/**
 * The pods of a Gateway; where no workload of the workspace has its labels, pods of which no more is known than these. Empty
 * where the Gateway is for all gateways, or not all its labels are known.
 */
export function podsOfGateway(world: World, gateway: Resource): readonly GatewayPods[] {
  const { selector } = gatewayView(gateway);
  if (!selector.complete || selector.labels.size === 0) return [];
  const home = world.namespaceOf(gateway);
  return podsWith(world, selector.labels, home).filter(({ proxy }) => !world.mesh.scopeGatewayToNamespace || proxy.namespace === home);
}

/** The pods with these labels; `home` is where they are thought to be if no workload of the workspace has them. */
function podsWith(world: World, labels: ReadonlyMap<string, string>, home: string): readonly GatewayPods[] {
  const { workloads } = workloadsSelectedBy(world.lookup, labels);
  if (workloads.length === 0) return [{ proxy: { type: 'gateway', namespace: home, labels }, workload: undefined }];
  return workloads.map((workload) => ({ proxy: { type: 'gateway', namespace: world.namespaceOf(workload), labels: podLabels(workload).labels }, workload }));
}
