// Where a rule's destination leads: the cluster's name (`GetDestinationCluster`).
import { isSaidToExist } from '../references/known.ts';
import { expandHost, parseClusterHost } from '../text/host.ts';
import type { Cluster, Target } from './cluster.ts';
import type { TraceRequest } from './model.ts';
import { destinationService } from './registry.ts';
import type { Destination } from './routes.ts';
import type { Scope } from './scope.ts';
import { servicesAt } from './world.ts';
import type { World } from '../references/world.ts';

/**
 * The target of a destination. Without a port it is the only one of its service, or else the one that the request came to;
 * a sidecar's HTTP routes know of a service no more than that port.
 */
export function targetOf(scope: Scope, { host, port, subset }: Destination, cameTo: { readonly port: number; readonly http: boolean }): Target {
  const service = destinationService(scope, host);
  const only = service?.ports.length === 1 && !(cameTo.http && scope.proxy.type === 'sidecar') ? service.ports[0]?.number : undefined;
  // A Service of type ExternalName is but another name for where it points.
  return { host: service?.view.externalName ?? host, port: port ?? only ?? cameTo.port, subset: subset === '' ? undefined : subset };
}

/**
 * The service that connections of a cluster come to. What DNS is asked for by the name of a Service of the cluster is that
 * Service, whatever a ServiceEntry with the same host says besides.
 */
export function reachedBy(world: World, { service, servicePort }: Cluster): Pick<Cluster, 'service' | 'servicePort'> {
  const { registry, resolution, endpoints, selectorValue } = service.view;
  if (registry === 'kubernetes' || resolution === 'static' || endpoints.length > 0 || selectorValue.exists) return { service, servicePort };
  if (parseClusterHost(service.host.toLowerCase(), world.clusterDomain) === undefined) return { service, servicePort };
  const number = servicePort.targetPort ?? servicePort.number;
  const named = servicesAt(world, service.host).find(({ view }) => view.registry === 'kubernetes');
  const port = named?.ports.find((one) => one.number === number);
  return named === undefined || port === undefined ? { service, servicePort } : { service: named, servicePort: port };
}

/** Whether a host is said to exist while no manifest here describes it, visible or not. */
export function isElsewhere(world: World, host: string): boolean {
  return isSaidToExist(world.lookup, host) && servicesAt(world, host).length === 0;
}

/** The name of what a pod of a namespace asks for, where that is elsewhere. */
export function saidService(world: World, namespace: string, { host }: TraceRequest): string | undefined {
  const lower = host.toLowerCase();
  const names = [expandHost(lower, namespace, world.clusterDomain), `${lower}.${world.clusterDomain}`, `${lower}.svc.${world.clusterDomain}`];
  return names.find((one) => isElsewhere(world, one));
}
