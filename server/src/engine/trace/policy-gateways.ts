// The gateways that an AuthorizationPolicy is for, and what they listen for.
import type { Resource } from '../model/resource.ts';
import { workloadsSelectedBy } from '../references/workloads.ts';
import type { World } from '../references/world.ts';
import { gatewayView } from '../views/gateway.ts';
import { labelsAt } from '../views/read.ts';
import { podLabels } from '../views/workload.ts';
import type { GatewayPods } from './gateways.ts';
import { readServers } from './servers.ts';
import type { Server } from './server.ts';
import { looksLikeGateway } from './workloads.ts';
import { gatewayLists, gatewaysFor } from './world.ts';

export interface GuardedGateway {
  readonly pods: GatewayPods;
  readonly servers: readonly Server[];
}

/**
 * The gateways whose pods a policy selects, with their servers. `undefined` where it selects other pods too, or where not
 * everything is known: then nothing can be said of what it meets.
 */
export function gatewaysUnder(world: World, policy: Resource): readonly GuardedGateway[] | undefined {
  const selector = labelsAt(policy.root.at('spec', 'selector', 'matchLabels'));
  if (!selector.complete || selector.labels.size === 0) return undefined;
  const { workloads, uncertain } = workloadsSelectedBy(world.lookup, selector.labels);
  const namespace = world.namespaceOf(policy);
  const reached = namespace === world.mesh.rootNamespace ? workloads : workloads.filter((one) => world.namespaceOf(one) === namespace);
  if (uncertain || reached.length < workloads.length) return undefined;
  const found = reached.length === 0 ? [unseen(world, namespace, selector.labels)] : reached.map((workload) => guarded(world, {
    proxy: { type: 'gateway', namespace: world.namespaceOf(workload), labels: podLabels(workload).labels }, workload,
  }));
  const known = found.filter((one) => one !== undefined);
  return known.length < found.length || known.length === 0 ? undefined : known;
}

/** Pods of which no more is known than that a policy selects them by these labels: a Gateway that selects others too may be theirs. */
function unseen(world: World, namespace: string, labels: ReadonlyMap<string, string>): GuardedGateway | undefined {
  const open = gatewayLists(world, labels).flat().some((one) => [...gatewayView(one).selector.labels].some(([key, value]) => !labels.has(key) || labels.get(key) !== value));
  return open ? undefined : guarded(world, { proxy: { type: 'gateway', namespace, labels }, workload: undefined });
}

/** `undefined` where pods are no gateway's, or read a Gateway that is not fully known. One without selector is for gateways, whichever they are. */
function guarded(world: World, pods: GatewayPods): GuardedGateway | undefined {
  const gateways = gatewaysFor(world, gatewayLists(world, pods.proxy.labels), pods.proxy);
  const servers = gateways.flatMap((one) => readServers(world, pods, one));
  const isGateway = gateways.some((one) => gatewayView(one).selector.labels.size > 0) || (pods.workload !== undefined && looksLikeGateway(pods.workload));
  const known = isGateway && gateways.every(isKnown) && servers.length > 0;
  return known ? { pods, servers } : undefined;
}

function isKnown(gateway: Resource): boolean {
  const { selector, servers } = gatewayView(gateway);
  return selector.complete && !gateway.entry.document.partial
    && servers.every(({ value, port, reads }) => port !== undefined && reads !== undefined && value.at('bind').type !== 'unknown');
}
