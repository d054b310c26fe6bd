// Ports of external hosts to which a sidecar itself has to begin the TLS.
import type { Resource } from '../../model/resource.ts';
import { crowd } from '../../model/rule.ts';
import type { Lookup } from '../../model/rule.ts';
import { mesh } from '../../references/gateways.ts';
import { reachOf, routesTo } from '../../references/routes-to.ts';
import type { MeshPort } from '../../views/mesh-service.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Route, RouteMatch } from '../../views/virtual-service.ts';
import { virtualServiceByHost } from '../../workspace/indexes/mesh.ts';

/** Ports where servers speak TLS. */
const tlsPorts: ReadonlySet<number> = new Set([443, 8443]);

/** The target port of a port that is HTTP for applications and TLS at the server, which is done to have the proxy encrypt. */
export function originatedPort({ kind, number, targetPort }: MeshPort): number | undefined {
  return kind === 'http' && typeof targetPort === 'number' && tlsPorts.has(targetPort) && targetPort !== number ? targetPort : undefined;
}

/** Whether sidecars send to a port themselves, as far as is known: no route to it is for a gateway, and none leads all its requests elsewhere. */
export function isDirect(lookup: Lookup, host: string, port: number): boolean {
  const { routes, uncertain } = routesTo(lookup, host);
  return !uncertain && !routes.some(({ virtualService: from, route, destination }) => (!destination.port.exists || destination.port.number === port) && reachOf(from, route).gateways)
    && !lookup.first(virtualServiceByHost, host.toLowerCase(), crowd).some((from) => virtualServiceView(from).routes.some((route) => leadsAway(from, route, host, port)));
}

/** Whether a route of sidecars takes all requests to a port of a host, and sends none of them there. */
function leadsAway(from: Resource, route: Route, host: string, port: number): boolean {
  const { block, matches, destinations } = route;
  const takesAll = ({ value }: RouteMatch): boolean => value.entries().every(({ step }) => step === 'gateways' || step === 'port') && (!value.at('port').exists || value.at('port').number === port);
  return block === 'http' && reachOf(from, route).sidecars && destinations.length > 0 && destinations.every((one) => one.host.text !== undefined && one.host.text !== host)
    && (matches.length === 0 || matches.some((match) => takesAll(match) && (match.gateways.length === 0 || match.gateways.some(({ text }) => text === mesh))));
}
