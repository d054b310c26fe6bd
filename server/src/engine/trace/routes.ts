// Which rule of a VirtualService takes a request, and where it sends it (`pilot/pkg/networking/core/route/route.go`).
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { appliesHttp, takesAll, takesPlainRequest } from './conditions.ts';
import type { Situation } from './conditions.ts';
import { expandHost } from '../text/host.ts';
import { rewriteOf } from './rewrites.ts';
import { inherited } from './rules.ts';
import type { RouteRule } from './rules.ts';
import type { Asked, Rewrite } from './stream.ts';
import type { MeshVirtualService } from './virtual-services.ts';
import type { World } from '../references/world.ts';

/** A destination of a rule. */
export interface Destination {
  readonly rule: RouteRule;
  readonly value: Value;
  readonly host: string;
  readonly port: number | undefined;
  readonly subset: string | undefined;
  /** The host of the first destination, where the rule names several. */
  readonly firstOfSeveral?: string;
  /** What the rule makes of an HTTP request. */
  readonly rewrite?: Rewrite;
}

/** One of several destinations that a rule sends to by weight. */
export interface Share {
  readonly destination: Destination;
  readonly weight: number;
}

/** What a rule does with a request. */
export type Action =
  | { readonly type: 'route'; readonly destination: Destination }
  | { readonly type: 'answer'; readonly resource: Resource; readonly value: Value; readonly words: string; readonly split?: readonly Share[] };

/** A rule that a proxy has, with the condition of its it was made for. */
export interface ProxyRoute {
  readonly rule: RouteRule;
  readonly match: readonly Value[] | undefined;
}

/** The routes that a proxy gets of a VirtualService: those whose conditions it meets, up to the first that takes every request. */
export function httpRoutes(virtualService: MeshVirtualService, { proxy, gateway, port }: Omit<Situation, 'namespace'>): readonly ProxyRoute[] {
  const routes: ProxyRoute[] = [];
  const situation: Situation = { proxy, gateway, port, namespace: virtualService.namespace };
  for (const rule of virtualService.http) {
    if (rule.matches.length === 0) {
      routes.push({ rule, match: undefined });
      return routes;
    }
    for (const match of rule.matches) {
      if (!appliesHttp(match, situation)) continue;
      routes.push({ rule, match });
      if (takesAll(match)) return routes;
    }
  }
  return routes;
}

/** The route that a plain request takes. */
export function routeTaken(routes: readonly ProxyRoute[], request: Asked): ProxyRoute | undefined {
  return routes.find((one) => takesRequest(one, request));
}

/** Whether a route takes a plain request. */
export function takesRequest({ match }: ProxyRoute, request: Asked): boolean {
  return match === undefined || takesPlainRequest(match, request);
}

/** What an HTTP rule does with what one of its conditions takes. */
export function httpAction(world: World, { rule, match }: ProxyRoute): Action {
  const redirect = rule.value.at('redirect');
  if (redirect.exists) return { type: 'answer', resource: rule.resource, value: redirect, words: 'answers with a redirect' };
  const answer = inherited(rule, 'directResponse');
  if (answer.value.exists) return { type: 'answer', ...answer, words: 'answers itself' };
  return routeAction(world, rule, match ?? []);
}

/** What a rule with destinations does; `match` is the condition of an HTTP rule. */
export function routeAction(world: World, rule: RouteRule, match?: readonly Value[]): Action {
  const all = rule.value.at('route').items();
  const weighted = all.length === 1 ? all : all.filter((one) => (one.at('weight').number ?? 0) > 0);
  const [only, ...more] = weighted;
  if (only === undefined || more.length > 0) {
    const words = only === undefined ? 'names no destination' : `splits the traffic over ${weighted.length} destinations`;
    const split = weighted.map((one) => ({ destination: destinationAt(world, rule, one, match), weight: one.at('weight').number ?? 0 }));
    return { type: 'answer', resource: rule.resource, value: rule.value.at('route'), words, ...(split.length === 0 ? {} : { split }) };
  }
  return { type: 'route', destination: destinationAt(world, rule, only, match) };
}

function destinationAt(world: World, rule: RouteRule, route: Value, match: readonly Value[] | undefined): Destination {
  const value = route.at('destination');
  const hostOf = (one: Value): string => expandHost(one.at('host').string ?? '', world.namespaceOf(rule.resource), world.clusterDomain);
  const [first, ...more] = rule.value.at('route').items();
  const several = first === undefined || more.length === 0 ? {} : { firstOfSeveral: hostOf(first.at('destination')) };
  const rewrite = match === undefined ? undefined : rewriteOf(rule, route, match);
  return { rule, value, host: hostOf(value), port: value.at('port', 'number').number, subset: value.at('subset').string, ...several, ...(rewrite === undefined ? {} : { rewrite }) };
}
