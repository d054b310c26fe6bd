// Where a rule's destination leads: the cluster's name (`GetDestinationCluster`).
import type { Target } from './cluster.ts';
import { destinationService } from './registry.ts';
import type { Destination } from './routes.ts';
import type { Scope } from './scope.ts';

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
