import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { expandHost, hostsOverlap, isShortName } from '../text/host.ts';
import { gatewayView } from '../views/gateway.ts';
import type { GatewayServer } from '../views/gateway.ts';

/** Whether some server of a Gateway takes a host of a VirtualService (`virtualService` is where the host is written). */
export function serves(gateway: Resource, host: string, virtualService: Resource, lookup: Lookup): boolean {
  return gatewayView(gateway).servers.some((server) => serverTakes(server, host, gateway, virtualService, lookup));
}

/** Whether a server takes a host: one of its hosts has a name in common with it and takes VirtualServices of that namespace. */
export function serverTakes(server: GatewayServer, host: string, gateway: Resource, virtualService: Resource, lookup: Lookup): boolean {
  const forms = [host, ...(isShortName(host) && virtualService.namespace !== undefined ? [expandHost(host, virtualService.namespace, lookup.options.clusterDomain)] : [])];
  return server.hosts.some(({ text }) => {
    if (text === undefined) return true;
    const slash = text.indexOf('/');
    const scope = slash < 0 ? '*' : text.slice(0, slash);
    return takesNamespace(scope, gateway, virtualService) && forms.some((form) => hostsOverlap(text.slice(slash + 1), form));
  });
}

function takesNamespace(scope: string, gateway: Resource, { namespace }: Resource): boolean {
  if (scope === '*' || namespace === undefined) return true;
  const taken = scope === '.' ? gateway.namespace : scope;
  return taken === undefined || taken === namespace;
}
