import { tcpRoute } from '../../kinds/tcp-route.ts';
import { tlsRoute } from '../../kinds/tls-route.ts';
import type { Severity } from '../../model/finding.ts';
import type { Lookup } from '../../model/rule.ts';
import { reachOf, routesTo } from '../../references/routes-to.ts';
import type { MeshPort } from '../../views/mesh-service.ts';
import { routeKindsTo } from '../../workspace/indexes/routes.ts';

/**
 * How sure it is that an application gets TLS around its own where a proxy encrypts what goes to a port of TLS: a hint where a
 * route leads plaintext there, `undefined` where traffic of a gateway may be meant.
 */
export function doubleTlsSeverity(lookup: Lookup, host: string, port: MeshPort): Severity | undefined {
  const { routes, uncertain } = routesTo(lookup, host);
  const here = routes.filter(({ destination }) => !destination.port.exists || destination.port.number === port.number);
  if (uncertain || here.some(({ virtualService, route }) => route.block !== 'http' && reachOf(virtualService, route).gateways)) return undefined;
  return here.some(({ route }) => route.block === 'http') ? 'hint' : severityOfRoutes(lookup, host, port);
}

/** The same by routes of the Gateway API. */
function severityOfRoutes(lookup: Lookup, host: string, port: MeshPort): Severity | undefined {
  const kinds = routeKindsTo(lookup, host, port.number);
  if (kinds === undefined || kinds.some((kind) => kind === tlsRoute || kind === tcpRoute)) return undefined;
  return kinds.length > 0 ? 'hint' : 'error';
}
