// HTTP rules of a VirtualService that another one completes (`MergeHTTPRoutes` in `pilot/pkg/model/virtualservice.go`).
import { virtualService } from '../kinds/virtual-service.ts';
import { gatewayId, mesh, parseGatewayName } from '../references/gateways.ts';
import { textsAt } from '../views/read.ts';
import type { Value } from '../yaml/value.ts';
import { findByName } from '../workspace/indexes/by-name.ts';
import type { RouteRule } from './rules.ts';
import { exportsOf, isExported } from '../references/visibility.ts';
import type { World } from '../references/world.ts';

/** Puts the delegates' rules in the place of those that name one. A delegate that is not there, or not for this namespace, leaves nothing. */
export function mergeDelegates(world: World, namespace: string, rules: readonly RouteRule[]): readonly RouteRule[] {
  return rules.flatMap((rule) => {
    const delegate = rule.value.at('delegate');
    return delegate.exists ? delegated(world, namespace, rule, delegate) : [rule];
  });
}

function delegated(world: World, namespace: string, root: RouteRule, delegate: Value): readonly RouteRule[] {
  const name = delegate.at('name').string;
  const home = delegate.at('namespace').string ?? namespace;
  if (name === undefined) return [];
  const found = findByName(world.lookup, virtualService, home, name).found.find((one) => world.namespaceOf(one) === home && one.root.at('spec', 'hosts').items().length === 0);
  if (found === undefined || !isExported(exportsOf(world.mesh, found), home, namespace)) return [];
  return found.root.at('spec', 'http').items().flatMap((value) => {
    const matches = mergeMatches(root.matches, value.at('match').items().map((match) => [match]), { root: namespace, delegate: home });
    return matches === undefined ? [] : [{ resource: found, value, matches, root }];
  });
}

/** The namespaces in which a route and a delegate name their gateways. */
interface Homes {
  readonly root: string | undefined;
  readonly delegate: string | undefined;
}

/** Whether the match of a delegate's rule fits into that of the route that names it, so that the rule counts. */
export function fitsInto(root: Value, rule: Value, homes: Homes): boolean {
  const matches = (route: Value): RouteRule['matches'] => route.at('match').items().map((match) => [match]);
  return mergeMatches(matches(root), matches(rule), homes) !== undefined;
}

/** `undefined` where a condition of the delegate is narrower than none of the root's. */
function mergeMatches(root: RouteRule['matches'], delegate: RouteRule['matches'], homes: Homes): RouteRule['matches'] | undefined {
  if (root.length === 0) return delegate;
  if (delegate.length === 0) return root;
  const merged: (readonly Value[])[] = [];
  for (const inner of delegate) {
    const wider = root.filter((outer) => !conflicts(outer, inner, homes));
    if (wider.length === 0) return undefined;
    merged.push(...wider.map((outer) => [...inner, ...outer]));
  }
  return merged;
}

function conflicts(outer: readonly Value[], inner: readonly Value[], homes: Homes): boolean {
  const [root, leaf] = [outer[0], inner[0]];
  if (root === undefined || leaf === undefined) return false;
  return ['uri', 'scheme', 'method', 'authority'].some((field) => stringsConflict(root.at(field), leaf.at(field)))
    || ['headers', 'withoutHeaders', 'queryParams'].some((field) => leaf.at(field).entries().some((one) => one.step !== undefined && stringsConflict(root.at(field, one.step), one)))
    || (root.at('ignoreUriCase').boolean ?? false) !== (leaf.at('ignoreUriCase').boolean ?? false)
    || differs(root.at('port').number, leaf.at('port').number)
    || (root.at('sourceNamespace').string !== undefined && root.at('sourceNamespace').string !== leaf.at('sourceNamespace').string)
    || leaf.at('sourceLabels').entries().some((one) => one.step !== undefined && differs(root.at('sourceLabels', one.step).string, one.string))
    || gatewaysConflict(gatewaysAt(root, homes.root), gatewaysAt(leaf, homes.delegate));
}

function differs<T>(a: T | undefined, b: T | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function gatewaysAt(match: Value, namespace: string | undefined): readonly string[] {
  return textsAt(match.at('gateways')).flatMap(({ text }) => (text === undefined ? [] : [text === mesh ? mesh : gatewayId(parseGatewayName(text, namespace))]));
}

function gatewaysConflict(outer: readonly string[], inner: readonly string[]): boolean {
  return outer.length > 0 && inner.length > 0 && (outer.length < inner.length || inner.some((one) => !outer.includes(one)));
}

function stringsConflict(root: Value, leaf: Value): boolean {
  if (!root.exists || !leaf.exists) return false;
  if (root.at('regex').exists || leaf.at('regex').exists) return true;
  const [exact, prefix] = [root.at('exact').string, root.at('prefix').string];
  if (exact !== undefined) return leaf.at('exact').string !== exact;
  const narrower = leaf.at('prefix').string ?? leaf.at('exact').string;
  return prefix === undefined || narrower?.startsWith(prefix) !== true;
}
