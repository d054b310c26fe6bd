// What a proxy asks the service behind a cluster to connect it to (`tunnelingconfig/apply.go`): a proxy outside the mesh, by CONNECT.
import { policyFor } from '../references/destination-rules.ts';
import type { Placed } from '../references/destination-rules.ts';
import type { Cluster } from './cluster.ts';
import type { Decision } from './model.ts';
import { destinationService } from './registry.ts';
import type { Scope } from './scope.ts';

export interface Tunnel {
  /** `host:port`. */
  readonly to: string;
  readonly decision: Decision;
}

/**
 * The tunnel of TCP and TLS to a cluster. A subset has that of its own or none. Where a rule names several destinations
 * the listener has one for all: that of the first one's host, without its subsets.
 */
export function tunnelOf(scope: Scope, cluster: Cluster, firstOfSeveral: string | undefined): Tunnel | undefined {
  const placed = firstOfSeveral === undefined ? ownPolicy(cluster) : policyOf(scope, firstOfSeveral);
  const value = placed?.value.at('tunnel');
  const host = value?.at('targetHost').string;
  const port = value?.at('targetPort').number;
  if (placed === undefined || value === undefined || host === undefined || port === undefined) return undefined;
  return { to: `${host.includes(':') ? `[${host}]` : host}:${port}`, decision: { role: 'tunnel', resource: placed.resource, value } };
}

function ownPolicy({ policy, subset }: Cluster): Placed | undefined {
  if (subset === undefined) return policy?.trafficPolicy;
  const own = policy?.subsets.get(subset);
  return own === undefined ? undefined : { resource: own.resource, value: own.value.at('trafficPolicy') };
}

function policyOf(scope: Scope, host: string): Placed | undefined {
  const service = destinationService(scope, host);
  return service === undefined ? undefined : policyFor(scope.world, scope.proxy, service)?.trafficPolicy;
}
