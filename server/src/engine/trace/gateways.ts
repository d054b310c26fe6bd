// The gateway behind a service: its pods, the Gateways that these read, and where they listen.
import { service as serviceKind } from '../kinds/service.ts';
import { workloads } from '../kinds/targets.ts';
import type { Resource } from '../model/resource.ts';
import { gatewayView } from '../views/gateway.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import type { MeshPort } from '../views/mesh-service.ts';
import { podLabels, selects } from '../views/workload.ts';
import { findByName, listsInNamespace } from '../workspace/indexes/by-name.ts';
import type { Proxy } from './model.ts';
import { isAssumed } from './assumed.ts';
import { compareAge } from '../references/age.ts';
import { podsBehind } from '../references/endpoints.ts';
import { gatewaysServed, listenerGateways } from './generated-gateways.ts';
import { isGenerated } from './generated.ts';
import { looksLikeGateway, namedPort } from './workloads.ts';
import { homeIn, perLists } from '../references/per-lists.ts';
import { gatewayLists, gatewaysFor, partOfGatewayLists } from './world.ts';
import type { MeshService } from './world.ts';
import { perWorld } from '../references/world.ts';
import type { World } from '../references/world.ts';

/** The pods of a gateway, as far as they decide where its servers listen. */
export interface GatewayPods {
  readonly proxy: Proxy;
  /** The workload, where there is one in the workspace. */
  readonly workload: Resource | undefined;
  /** The Service through which they were found. */
  readonly service?: MeshService;
}

/** A gateway's proxy. */
export interface GatewayProxy extends GatewayPods {
  /** Whether Gateways choose its pods, and so say that it is a gateway. Those without a selector choose none, though it reads them too. */
  readonly isChosen: boolean;
  /** The Service that leads to it. */
  readonly service: MeshService;
  /** Those of the Gateway API that it is the proxy of. */
  readonly served: readonly Resource[];
}

/**
 * The gateway that a service leads to. Its pods tell; where none are here, the labels that the service selects them by do,
 * if a Gateway selects the same.
 */
export function gatewayBehind(world: World, service: MeshService): GatewayProxy | 'unreached' | undefined {
  return service.view.registry === 'kubernetes' ? gatewayBehindService(world, service) : undefined;
}

const gatewayBehindService = perWorld((world, service: MeshService): GatewayProxy | 'unreached' | undefined => {
  const pods = podsBehind(world, service.resource);
  for (const workload of pods) {
    const found = describe(world, service, podLabels(workload).labels, workload);
    if (found.isChosen || looksLikeGateway(workload)) return found;
  }
  if (pods.length > 0) return undefined;
  if (isAssumed(service.resource) || isGenerated(service.resource)) return describe(world, service, service.view.selector, undefined);
  if (isNamedAfterGateway(world, service)) return 'unreached';
  const labels = service.view.selector;
  const assumed = describe(world, service, labels, undefined);
  return labels.size > 0 && assumed.isChosen ? assumed : undefined;
});

/** Whether a Service that selects no pods has the name of a gateway's workload beside it, and so should lead there. */
function isNamedAfterGateway(world: World, { name, namespace }: MeshService): boolean {
  return workloads.some((kind) => findByName(world.lookup, kind, namespace, name).found.some((one) => world.namespaceOf(one) === namespace && looksLikeGateway(one)));
}

const keptGateways = perLists<readonly Resource[]>();

function describe(world: World, service: MeshService, labels: Proxy['labels'], workload: Resource | undefined): GatewayProxy {
  const proxy: Proxy = { type: 'gateway', namespace: service.namespace, labels };
  const served = gatewaysServed(world, service);
  const isChosen = generatedFor(world, served).length > 0 || partOfGatewayLists(world, labels, {
    id: `any ${proxy.namespace} ${world.home}`, answer: (lists) => gatewaysAmong(world, proxy, lists).some((one) => gatewayView(one).selector.labels.size > 0), isSame: (before, now) => before === now,
  });
  return { proxy, workload, isChosen, service, served };
}

function gatewaysAmong(world: World, proxy: Proxy, lists: readonly (readonly Resource[])[]): readonly Resource[] {
  const id = `${JSON.stringify([...proxy.labels])} ${proxy.namespace} ${homeIn(world, lists)} ${world.mesh.scopeGatewayToNamespace}`;
  return keptGateways(lists, id, () => gatewaysFor(world, lists, proxy));
}

/** What Istio makes of Gateways of the Gateway API. */
function generatedFor(world: World, served: readonly Resource[]): readonly Resource[] {
  return served.flatMap((one) => listenerGateways(one, world.namespaceOf(one)));
}

/** The Gateways that a gateway reads: those among the lists of them by label, and those of its Gateways of the Gateway API. */
export function gatewaysReadBy(world: World, { proxy, served }: GatewayProxy, lists = gatewayLists(world, proxy.labels)): readonly Resource[] {
  return [...gatewaysAmong(world, proxy, lists), ...generatedFor(world, served)];
}

/** The port that the pods of a service listen on. */
export function targetPort(port: MeshPort, workload: Resource | undefined): number {
  if (typeof port.targetPort === 'string') return (workload === undefined ? undefined : namedPort(workload, port.targetPort)) ?? port.number;
  return port.targetPort ?? port.number;
}

/** The Services in a namespace, and those of which it is not known. */
export const serviceLists = perWorld(({ lookup }, namespace: string) => listsInNamespace(lookup, serviceKind, namespace));

/** The Services that may lead to a gateway, in the order in which their ports count. */
function servicesBeside(world: World, { proxy, service }: GatewayPods): readonly Resource[] {
  const found = serviceLists(world, proxy.namespace).flat()
    .filter((one) => world.namespaceOf(one) === proxy.namespace && !one.entry.isPatch)
    .map((resource) => ({ resource })).sort(compareAge).map(({ resource }) => resource);
  return service !== undefined && isAssumed(service.resource) ? [...found, service.resource] : found;
}

/** The port that a server's number stands for: that behind the first Service of the gateway with a port of this number, or itself. */
export function listeningPort(world: World, gateway: GatewayPods, number: number): number {
  return mappedPorts(world, gateway).find(({ port }) => port.number === number)?.listens ?? number;
}

/** A port of a Service of a gateway, and the port that its pods listen on for it. */
export interface GatewayPort {
  readonly service: Resource;
  readonly port: MeshPort;
  readonly listens: number;
}

/** The ports of the Services that lead to a gateway, in the order in which they count; without those that opt out of it. */
export const mappedPorts = perWorld((world, gateway: GatewayPods): readonly GatewayPort[] => servicesBeside(world, gateway).flatMap((service) => {
  const { selector, ports } = meshServiceView(service);
  const counts = selector.size > 0 && selects(selector, gateway.proxy.labels) && !service.root.at('metadata', 'labels', 'experimental.istio.io/disable-gateway-port-translation').exists;
  return counts ? ports.map((port) => ({ service, port, listens: targetPort(port, gateway.workload) })) : [];
}));
