// Conditions and redirects of routes of the Gateway API in the form of a VirtualService's.
import type { GatewayRouteRule } from '../views/gateway-api.ts';
import type { Value } from '../yaml/value.ts';
import type { Json } from './generated.ts';

type Fields = Readonly<Record<string, Json | undefined>>;

/** What narrows the rules of a route beside its own conditions. */
export interface Narrowed {
  /** The port of the Service that a parent names. */
  readonly port: number | undefined;
  /** The names that TLS connections ask for. */
  readonly names: readonly string[];
}

/** The part of a VirtualService that a route becomes. */
export type Block = 'http' | 'tls' | 'tcp';

/** The `match` of a rule for one condition of a route; none where it takes everything. */
export function matchOf(block: Block, match: Value | undefined, { port, names }: Narrowed): Fields {
  const common: Fields = port === undefined ? {} : { port };
  if (block === 'tls') return { match: [{ sniHosts: names, ...common }] };
  if (match !== undefined) return { match: [{ ...conditionsOf(match), ...common }] };
  return port === undefined ? {} : { match: [common] };
}

/** What a rule does: it redirects, or leads somewhere. Without a destination requests get 500, and connections have no rule. */
export function actionOf({ filters }: GatewayRouteRule, route: readonly Json[], block: Block): Fields | undefined {
  if (filters.some((one) => one.at('type').string === 'RequestRedirect')) return { redirect: { redirectCode: 302 } };
  if (route.length > 0) return { route, ...rewriteOf(filters.find((one) => one.at('type').string === 'URLRewrite')?.at('urlRewrite')) };
  return block === 'http' ? { directResponse: { status: 500 } } : undefined;
}

function rewriteOf(value: Value | undefined): Fields {
  if (value === undefined) return {};
  const full = value.at('path', 'replaceFullPath').string;
  const path = full === undefined ? { uri: value.at('path', 'replacePrefixMatch').string } : { uriRegexRewrite: { match: '/.*', rewrite: full } };
  return { rewrite: { authority: value.at('hostname').string, ...path } };
}

/** The more specific of two conditions comes first: an exact path, a longer one, a method, more headers, more parameters. */
export function rankOf(match: Value | undefined): readonly number[] {
  if (match === undefined) return [0, 0, 0, 0, 0];
  const path = match.at('path');
  const type = path.at('type').string;
  const text = path.at('value').string ?? '/';
  return [type === 'Exact' ? 2 : type === 'RegularExpression' ? 1 : 0, text === '/' ? 0 : text.length, match.at('method').exists ? 1 : 0, match.at('headers').items().length, match.at('queryParams').items().length];
}

export function compareRanks(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((one, index) => one !== b[index]);
  return place < 0 ? 0 : (b[place] ?? 0) - (a[place] ?? 0);
}

function conditionsOf(match: Value): Fields {
  const method = match.at('method');
  return {
    uri: method.type === 'map' ? uriOfCall(method) : uriOf(match.at('path')),
    method: method.string === undefined ? undefined : { exact: method.string },
    headers: valuesOf(match.at('headers')), queryParams: valuesOf(match.at('queryParams')),
  };
}

function uriOf(path: Value): Json | undefined {
  if (!path.exists) return undefined;
  const text = path.at('value').string ?? '/';
  const type = path.at('type').string;
  if (type === 'Exact') return { exact: text };
  if (type === 'RegularExpression') return { regex: text };
  return { prefix: text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text };
}

/** A gRPC call is a request for `/service/method`. */
function uriOfCall(method: Value): Json {
  const [service, name] = [method.at('service').string, method.at('method').string];
  if (service === undefined) return { regex: `/[^/]+/${name ?? '.+'}` };
  if (method.at('type').string === 'RegularExpression') return { regex: `/${service}/${name ?? '.+'}` };
  return name === undefined ? { prefix: `/${service}/` } : { exact: `/${service}/${name}` };
}

function valuesOf(list: Value): Json | undefined {
  const entries = list.items().flatMap((one): readonly (readonly [string, Json])[] => {
    const name = one.at('name').string;
    const value = one.at('value').string ?? '';
    return name === undefined ? [] : [[name, one.at('type').string === 'RegularExpression' ? { regex: value } : { exact: value }]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
