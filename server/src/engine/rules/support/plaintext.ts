// Ports of external hosts to which a sidecar itself has to begin the TLS.
import type { Lookup } from '../../model/rule.ts';
import { reachOf, routesTo } from '../../references/routes-to.ts';
import type { MeshPort } from '../../views/mesh-service.ts';

/** Ports where servers speak TLS. */
const tlsPorts: ReadonlySet<number> = new Set([443, 8443]);

/** The target port of a port that is HTTP for applications and TLS at the server, which is done to have the proxy encrypt. */
export function originatedPort({ kind, number, targetPort }: MeshPort): number | undefined {
  return kind === 'http' && typeof targetPort === 'number' && tlsPorts.has(targetPort) && targetPort !== number ? targetPort : undefined;
}

/** Whether sidecars send to a port themselves, as far as is known: no route to it is for a gateway. */
export function isDirect(lookup: Lookup, host: string, port: number): boolean {
  const { routes, uncertain } = routesTo(lookup, host);
  return !uncertain && !routes.some(({ virtualService: from, route, destination }) => (!destination.port.exists || destination.port.number === port) && reachOf(from, route).gateways);
}
