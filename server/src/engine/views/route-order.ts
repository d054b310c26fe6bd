/**
 * Which rules and matches of a VirtualService come too late. Source: `analyzeUnreachableHTTPRules` and its like in
 * `pkg/config/validation/validation.go`, which is what Istio warns of.
 */
import { lately } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { routesOf } from './routes.ts';

export interface LateRule {
  readonly rule: Value;
  /** What takes its requests: a rule without match before it, or the matches that are the same as its own. */
  readonly earlier: Value;
  readonly because: 'no match' | 'same matches';
}

export interface LateMatch {
  readonly match: Value;
  readonly earlier: Value;
  /** The paths of both, where the earlier one is a shorter prefix; absent where both matches are the same. */
  readonly prefixes?: readonly [string, string];
}

export interface RouteOrder {
  readonly rules: readonly LateRule[];
  readonly matches: readonly LateMatch[];
}

/** What comes too late. */
export const routeOrder = lately((resource: Resource): RouteOrder => {
  const blocks = (['http', 'tls', 'tcp'] as const).map((block) => inBlock(routesOf(resource, block), block === 'http'));
  return { rules: blocks.flatMap(({ rules }) => rules), matches: blocks.flatMap(({ matches }) => matches) };
});

function inBlock(routes: readonly Value[], withPrefixes: boolean): RouteOrder {
  const rules: LateRule[] = [];
  const matches: LateMatch[] = [];
  const seen = new Map<string, Value>();
  const sound: Value[] = [];
  let catchAll: Value | undefined;
  for (const rule of routes) {
    const list = rule.at('match');
    // A list that is not known may hold anything, and hides nothing.
    if ((list.exists && list.type !== 'list') || rule.hasUnknownEntries) continue;
    if (catchAll !== undefined) {
      rules.push({ rule, earlier: catchAll, because: 'no match' });
      continue;
    }
    if (list.items().length === 0) {
      catchAll = rule;
      continue;
    }
    const repeated = list.items().flatMap((match): LateMatch[] => {
      const identity = identityOf(match);
      const earlier = identity === undefined ? undefined : seen.get(identity);
      if (identity !== undefined && earlier === undefined) seen.set(identity, match);
      if (earlier === undefined) sound.push(match);
      return earlier === undefined ? [] : [{ match, earlier }];
    });
    const first = repeated[0];
    if (first !== undefined && repeated.length === list.items().length) rules.push({ rule, earlier: first.earlier, because: 'same matches' });
    else matches.push(...repeated);
  }
  return { rules, matches: withPrefixes ? [...matches, ...coveredMatches(sound)] : matches };
}

/** A match as a text in which order does not count; `undefined` where something in it is not known. */
function identityOf(match: Value): string | undefined {
  let known = match.type === 'map';
  const write = (value: Value): unknown => {
    known &&= value.type !== 'unknown' && !value.hasUnknownEntries;
    if (value.type === 'list') return value.items().map(write);
    if (value.type !== 'map') return value.scalar;
    const fields = value.entries().filter((field) => !isDefault(field, value === match)).map((field) => [String(field.step), write(field)] as const);
    return fields.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  };
  const text = JSON.stringify(write(match));
  return known ? text : undefined;
}

/** Whether a field of a match says nothing: its name, or the value that it has anyway. */
function isDefault(field: Value, ofMatch: boolean): boolean {
  if (!ofMatch) return false;
  if (field.step === 'name') return true;
  if (field.type === 'list') return field.items().length === 0;
  if (field.type === 'map') return isMapOfConditions(field) && field.entries().length === 0;
  return field.scalar === '' || field.scalar === 0 || field.scalar === false;
}

function isMapOfConditions({ step }: Value): boolean {
  return step === 'headers' || step === 'withoutHeaders' || step === 'queryParams' || step === 'sourceLabels';
}

/** A match by a prefix of the path, as far as Istio compares such matches. */
interface PrefixMatch {
  readonly match: Value;
  readonly prefix: string;
  readonly port: number;
  readonly method: string;
  readonly authority: string;
  readonly maps: readonly ReadonlyMap<string, string>[];
}

function coveredMatches(sound: readonly Value[]): readonly LateMatch[] {
  const all = sound.flatMap(prefixMatch);
  return all.flatMap((late, index): LateMatch[] => {
    const earlier = all.slice(0, index).find((one) => one.prefix !== late.prefix && covers(one, late));
    return earlier === undefined ? [] : [{ match: late.match, earlier: earlier.match, prefixes: [late.prefix, earlier.prefix] }];
  });
}

function prefixMatch(match: Value): readonly PrefixMatch[] {
  const prefix = match.at('uri', 'prefix').string;
  if (prefix === undefined || prefix === '' || identityOf(match) === undefined) return [];
  return [{
    match, prefix, port: match.at('port').number ?? 0, method: condition(match.at('method')) || 'exact:GET', authority: condition(match.at('authority')),
    maps: ['headers', 'queryParams', 'withoutHeaders'].map((name) => new Map(match.at(name).entries().map((entry) => [String(entry.step), condition(entry)]))),
  }];
}

/** A condition on a text; those by a regular expression count as none, as they do in Istio's own comparison. */
function condition(value: Value): string {
  for (const form of ['exact', 'prefix']) {
    const text = value.at(form).string;
    if (text !== undefined && text !== '') return `${form}:${text}`;
  }
  return '';
}

function covers(earlier: PrefixMatch, late: PrefixMatch): boolean {
  if (!late.prefix.startsWith(earlier.prefix) || late.port !== earlier.port) return false;
  if (!earlier.method.startsWith(late.method) || !earlier.authority.startsWith(late.authority)) return false;
  return earlier.maps.every((map, index) => {
    const other = late.maps[index] ?? new Map<string, string>();
    return map.size === other.size && [...map].every(([key, value]) => value.startsWith(other.get(key) ?? '\u0000'));
  });
}
