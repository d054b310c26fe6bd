// What a rule changes in a request before it sends it on (`applyHTTPRouteDestination`).
import type { Value } from '../yaml/value.ts';
import { inherited } from './rules.ts';
import type { RouteRule } from './rules.ts';
import type { Rewrite } from './stream.ts';

/** `undefined` where it stays as it is. Paths that expressions change are left as they are. */
export function rewriteOf(rule: RouteRule, route: Value, match: readonly Value[]): Rewrite | undefined {
  const rewrite = inherited(rule, 'rewrite').value;
  const setByHeader = (): string | undefined => hostSetBy(inherited(rule, 'headers').value) ?? hostSetBy(route.at('headers'));
  if (!rewrite.exists) {
    const host = setByHeader();
    return host === undefined ? undefined : { host, path: undefined };
  }
  const host = nonEmpty(rewrite.at('authority').string) ?? setByHeader();
  const by = rewrite.at('uriRegexRewrite').exists ? undefined : nonEmpty(rewrite.at('uri').string);
  if (host === undefined && by === undefined) return undefined;
  return { host, path: by === undefined ? undefined : { replaces: pathMatched(match), by } };
}

/** The part of the path that a condition takes; without one it is the slash at its start. */
function pathMatched(match: readonly Value[]): string {
  const uri = match.map((one) => one.at('uri')).find(({ exists }) => exists);
  return uri?.at('prefix').string ?? uri?.at('exact').string ?? '/';
}

/** A header is another way to say the host. */
function hostSetBy(headers: Value): string | undefined {
  if (!headers.exists) return undefined;
  return nonEmpty(headers.at('request', 'set').entries().find(({ step }) => ['host', ':authority'].includes(String(step).toLowerCase()))?.string);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
