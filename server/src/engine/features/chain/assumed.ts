import type { Lookup } from '../../model/rule.ts';
import { parseClusterHost } from '../../text/host.ts';
import { homelessKey, meshServiceByHost } from '../../workspace/indexes/mesh.ts';
import type { Trace } from '../../trace/model.ts';

/** The Services on the way that no manifest here describes: a trace goes on behind them only where Istio's chart says how they look. */
export function assumedServices(lookup: Lookup, { hops }: Trace): readonly string[] {
  return hops.slice(0, -1).flatMap(({ service }) => {
    const cluster = service === undefined ? undefined : parseClusterHost(service, lookup.options.clusterDomain);
    const known = service === undefined || cluster === undefined || lookup.any(meshServiceByHost, service) || lookup.any(meshServiceByHost, homelessKey(cluster.name));
    return known ? [] : [service];
  });
}
