// The conditions of a VirtualService's rules that a control plane decides, and those that a request decides.
import { labelsAt } from '../views/read.ts';
import { selects } from '../views/workload.ts';
import { re2Matcher } from '../text/re2.ts';
import type { Matcher } from '../text/re2.ts';
import type { Value } from '../yaml/value.ts';
import type { Proxy } from './model.ts';
import type { Asked } from './stream.ts';
import { fullGatewayName } from './virtual-services.ts';

/** What a rule is matched against while a proxy's configuration is made. */
export interface Situation {
  readonly proxy: Proxy;
  /** `mesh`, or the full name of a Gateway. */
  readonly gateway: string;
  readonly port: number;
  /** The namespace of the VirtualService, in which names of gateways are read. */
  readonly namespace: string;
}

/** A field of the first of some conditions that names it. */
function field(match: readonly Value[], name: string): Value | undefined {
  for (const one of match) {
    const found = one.written(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a condition says, as it is asked for again and again. */
interface Said {
  /** 0 where it counts for all. */
  readonly port: number;
  readonly sourceNamespace: string;
  /** The labels that the source has to have. */
  readonly sourceLabels: readonly ReadonlyMap<string, string>[];
  readonly takesAll: boolean;
  /** Whether requests without headers and parameters may meet it. */
  readonly isForPlain: boolean;
  /** What it says of the texts of a request. */
  readonly texts: readonly (readonly [name: TextField, condition: Value])[];
  readonly gateways: Value | undefined;
  /** The full names of the gateways, for the namespace they were last asked for. */
  names: { readonly namespace: string; readonly full: readonly string[] } | undefined;
}

const textFields = ['uri', 'method', 'authority', 'scheme'] as const;
type TextField = (typeof textFields)[number];

const saidBy = new WeakMap<Value | readonly Value[], Said>();

/** Most conditions are one value, and go with its document. */
function said(match: readonly Value[]): Said {
  const key = match.length === 1 && match[0] !== undefined ? match[0] : match;
  let known = saidBy.get(key);
  if (known === undefined) saidBy.set(key, (known = read(match)));
  return known;
}

function read(match: readonly Value[]): Said {
  const holds = (name: string): boolean => match.some((one) => (one.written(name)?.entries().length ?? 0) > 0);
  const uri = field(match, 'uri');
  const [headers, without, parameters] = [holds('headers'), holds('withoutHeaders'), holds('queryParams')];
  const texts = textFields.flatMap((name) => {
    const condition = field(match, name);
    return condition === undefined ? [] : [[name, condition] as const];
  });
  const narrow = headers || without || parameters || texts.some(([name]) => name !== 'uri');
  return {
    port: field(match, 'port')?.number ?? 0,
    sourceNamespace: field(match, 'sourceNamespace')?.string ?? '',
    sourceLabels: match.flatMap((one) => one.written('sourceLabels') ?? []).map((one) => labelsAt(one).labels),
    takesAll: !narrow && (uri === undefined || uri.at('prefix').string === '/' || uri.at('regex').string === '.*'),
    isForPlain: !headers && !parameters,
    texts, gateways: field(match, 'gateways'), names: undefined,
  };
}

/** The full names of the gateways that a condition names; none where it counts for all. */
export function gatewaysOf(match: readonly Value[], namespace: string): readonly string[] {
  const of = said(match);
  if (of.gateways === undefined) return none;
  if (of.names?.namespace !== namespace) of.names = { namespace, full: of.gateways.items().flatMap((item) => (item.string === undefined ? [] : [fullGatewayName(item.string, namespace)])) };
  return of.names.full;
}

const none: readonly string[] = [];

/** The port that a condition names; missing where it counts for all. */
export function portOf(match: readonly Value[]): Value | undefined {
  const port = field(match, 'port') ?? match[0]?.at('port');
  return port?.number === 0 ? undefined : port;
}

/** `sourceMatchHTTP`: where gateways are named, nothing else about the source counts. */
export function appliesHttp(match: readonly Value[], { proxy, gateway, port, namespace }: Situation): boolean {
  const wanted = said(match).port;
  if (wanted !== 0 && wanted !== port) return false;
  const gateways = gatewaysOf(match, namespace);
  return gateways.length > 0 ? gateways.includes(gateway) : sourceApplies(match, proxy);
}

/** Conditions of TLS and TCP rules at a sidecar: all of them count. */
export function appliesL4(match: readonly Value[], situation: Situation): boolean {
  return appliesAtGateway(match, situation) && sourceApplies(match, situation.proxy);
}

/** Conditions of TLS and TCP rules at a gateway: only port and gateway count. */
export function appliesAtGateway(match: readonly Value[], { gateway, port, namespace }: Situation): boolean {
  const wanted = said(match).port;
  const gateways = gatewaysOf(match, namespace);
  return (wanted === 0 || wanted === port) && (gateways.length === 0 || gateways.includes(gateway));
}

function sourceApplies(match: readonly Value[], { namespace, labels }: Proxy): boolean {
  const { sourceNamespace, sourceLabels } = said(match);
  return sourceLabels.every((one) => selects(one, labels)) && (sourceNamespace === '' || sourceNamespace === namespace);
}

/** Whether a condition takes every request, so that no rule after it counts (`IsCatchAllRoute`). */
export function takesAll(match: readonly Value[]): boolean {
  return said(match).takesAll;
}

/** Whether a condition takes the plainest request there is: `GET` without headers. */
export function takesPlainRequest(match: readonly Value[], { host, path }: Asked): boolean {
  const { isForPlain, texts } = said(match);
  const given: Readonly<Record<TextField, string>> | undefined = texts.length === 0 ? undefined : { uri: path, method: 'GET', authority: host, scheme: 'http' };
  return isForPlain && (given === undefined || texts.every(([name, condition]) => takesText(condition, given[name])));
}

function takesText(condition: Value, text: string): boolean {
  const [exact, prefix, regex] = [condition.at('exact').string, condition.at('prefix').string, condition.at('regex').string];
  if (exact !== undefined) return exact === text;
  if (prefix !== undefined) return text.startsWith(prefix);
  // What cannot be run is not taken; `isCertain` knows that nothing follows from it.
  return regex === undefined || expressionOf(condition.at('regex'), regex)?.matches(text) === true;
}

const expressions = new WeakMap<Value, Matcher | 'none'>();

/** The expression of a condition, read once. */
function expressionOf(value: Value, text: string): Matcher | undefined {
  let known = expressions.get(value);
  if (known === undefined) expressions.set(value, (known = re2Matcher(text) ?? 'none'));
  return known === 'none' ? undefined : known;
}
