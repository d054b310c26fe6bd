// The pods that a Gateway or a policy selects, as Istio sees gateways.
import type { Resource } from '../model/resource.ts';
import { workloadsSelectedBy } from '../references/workloads.ts';
import { gatewayView } from '../views/gateway.ts';
import { podLabels } from '../views/workload.ts';
import type { GatewayPods } from './gateways.ts';
import { perWorld } from '../references/world.ts';
import type { World } from '../references/world.ts';

/**
 * The pods of a Gateway; where no workload of the workspace has its labels, pods of which no more is known than these. Empty
 * where the Gateway is for all gateways, or not all its labels are known.
 */
export function podsOfGateway(world: World, gateway: Resource): readonly GatewayPods[] {
  const { selector } = gatewayView(gateway);
  if (!selector.complete || selector.labels.size === 0) return [];
  const home = world.namespaceOf(gateway);
  const pods = podsWith(world, selector.labels, home);
  return world.mesh.scopeGatewayToNamespace ? pods.filter(({ proxy }) => proxy.namespace === home) : pods;
}

/** Pods by labels and namespace: thousands of Gateways may be for the same ones. */
const keptPods = perWorld((): { readonly byLabels: Map<string, readonly GatewayPods[]> } => ({ byLabels: new Map() }));

/** The pods with these labels; `home` is where they are thought to be if no workload of the workspace has them. */
function podsWith(world: World, labels: ReadonlyMap<string, string>, home: string): readonly GatewayPods[] {
  const { byLabels } = keptPods(world, home);
  const key = [...labels].join('\n');
  let pods = byLabels.get(key);
  if (pods === undefined) byLabels.set(key, (pods = findPods(world, labels, home)));
  return pods;
}

function findPods(world: World, labels: ReadonlyMap<string, string>, home: string): readonly GatewayPods[] {
  const { workloads } = workloadsSelectedBy(world.lookup, labels);
  if (workloads.length === 0) return [{ proxy: { type: 'gateway', namespace: home, labels }, workload: undefined }];
  return workloads.map((workload) => ({ proxy: { type: 'gateway', namespace: world.namespaceOf(workload), labels: podLabels(workload).labels }, workload }));
}
