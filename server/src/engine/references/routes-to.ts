// The routes of VirtualServices that lead to a host, and for whose proxies they are.
import { keptPerLookup, perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { expandHost } from '../text/host.ts';
import { virtualServiceRole } from '../views/routes.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import type { Destination, Route } from '../views/virtual-service.ts';
import { anyHost } from '../workspace/indexes/by-host.ts';
import { virtualServiceByDestination } from '../workspace/indexes/mesh.ts';
import { mesh } from './gateways.ts';

export interface RouteTo {
  readonly virtualService: Resource;
  readonly route: Route;
  readonly destination: Destination;
}

/** All routes to a host; `uncertain` where there may be others, to hosts that are not known. */
export function routesTo(lookup: Lookup, host: string): RoutesTo {
  return keptRoutes(lookup, host, () => findRoutes(lookup, host));
}

/** What leads to a host. */
interface RoutesTo {
  readonly routes: readonly RouteTo[];
  readonly uncertain: boolean;
}

const keptRoutes = keptPerLookup<RoutesTo>();

function findRoutes(lookup: Lookup, host: string): RoutesTo {
  const routes = lookup.all(virtualServiceByDestination, host).flatMap((virtualService) => virtualServiceView(virtualService).routes.flatMap((route) => route.destinations
    .filter(({ host: { text } }) => text !== undefined && expandHost(text, virtualService.namespace ?? '', lookup.options.clusterDomain) === host)
    .map((destination) => ({ virtualService, route, destination }))));
  return { routes, uncertain: lookup.any(virtualServiceByDestination, anyHost) };
}

/** Where a route surely counts (sidecars), and where it may (gateways). */
export interface RouteReach {
  readonly sidecars: boolean;
  readonly gateways: boolean;
}

/** Whether sidecars or gateways read a route, by the gateways of its VirtualService and of its matches. What is not known may be a gateway. */
export function reachOf(virtualService: Resource, route: Route): RouteReach {
  return reaches(virtualService).get(route) ?? ofDelegate;
}

/** Of a delegate the VirtualServices that include it decide. */
const ofDelegate: RouteReach = { sidecars: false, gateways: true };

const reaches = perResource((virtualService): ReadonlyMap<Route, RouteReach> => {
  const { gateways, routes } = virtualServiceView(virtualService);
  if (virtualServiceRole(virtualService).delegate !== false) return new Map();
  const all = gateways.length === 0 ? [mesh] : gateways.map(({ text }) => text);
  return new Map(routes.map((route) => [route, reachAmong(virtualService, route, all)]));
});

function reachAmong(virtualService: Resource, route: Route, all: readonly (string | undefined)[]): RouteReach {
  const { gatewaysOnly } = virtualServiceRole(virtualService);
  const named = route.matches.length === 0 ? all : route.matches.flatMap((match) => (match.gateways.length === 0 ? all : match.gateways.map(({ text }) => text)));
  return { sidecars: gatewaysOnly === false && named.includes(mesh), gateways: gatewaysOnly === undefined || named.some((one) => one !== mesh) };
}
