// What there is to trace for a gateway itself: requests to the Services that lead to its pods.
import { gateway as gatewayKind } from '../kinds/gateway.ts';
import { service as serviceKind } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { mesh, resolveGateway } from '../references/gateways.ts';
import { gatewayView } from '../views/gateway.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import { selects } from '../views/workload.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import type { TraceRequest } from './model.ts';

/**
 * Requests for the gateways of a resource, a Gateway or a VirtualService, by the names of their Services: what a server for
 * every host does with them. `home` is the namespace of manifests that name none.
 */
export function requestsForGateways(lookup: Lookup, resource: Resource, home: string): readonly TraceRequest[] {
  return gatewaysOf(lookup, resource).flatMap((gateway) => requestsTo(lookup, gateway, home));
}

function gatewaysOf(lookup: Lookup, resource: Resource): readonly Resource[] {
  if (resource.kind === gatewayKind) return [resource];
  const names = virtualServiceView(resource).gateways.flatMap(({ text }) => (text === undefined || text === mesh ? [] : [text]));
  return [...new Set(names.flatMap((name) => resolveGateway(lookup, name, resource.namespace).gateways))];
}

function requestsTo(lookup: Lookup, gateway: Resource, home: string): readonly TraceRequest[] {
  const { selector, servers } = gatewayView(gateway);
  const services = allInNamespace(lookup, serviceKind, gateway.namespace).filter((one) => {
    const sameNamespace = (one.namespace ?? home) === (gateway.namespace ?? home);
    const labels = meshServiceView(one).selector;
    return sameNamespace && !one.entry.isPatch && one.name !== undefined && labels.size > 0 && selects(selector.labels, labels);
  });
  return services.flatMap((one) => servers.flatMap(({ port, protocol }) => {
    const own = meshServiceView(one).ports.find(({ number, targetPort }) => number === port || targetPort === port);
    if (own === undefined || protocol?.toUpperCase() !== 'HTTP') return [];
    return [{ host: `${one.name ?? ''}.${one.namespace ?? home}.svc.${lookup.options.clusterDomain}`, port: own.number, protocol: 'HTTP' as const }];
  }));
}
