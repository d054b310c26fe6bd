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

/** The first of some conditions that names a field. */
function field(match: readonly Value[], name: string): Value | undefined {
  return match.map((one) => one.at(name)).find((value) => value.exists) ?? match[0]?.at(name);
}

/** The full names of the gateways that a condition names; none where it counts for all. */
export function gatewaysOf(match: readonly Value[], namespace: string): readonly string[] {
  return field(match, 'gateways')?.items().flatMap((item) => (item.string === undefined ? [] : [fullGatewayName(item.string, namespace)])) ?? [];
}

/** The port that a condition names; missing where it counts for all. */
export function portOf(match: readonly Value[]): Value | undefined {
  const port = field(match, 'port');
  return port?.number === 0 ? undefined : port;
}

/** `sourceMatchHTTP`: where gateways are named, nothing else about the source counts. */
export function appliesHttp(match: readonly Value[], { proxy, gateway, port, namespace }: Situation): boolean {
  const wanted = field(match, 'port')?.number ?? 0;
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
  const wanted = field(match, 'port')?.number ?? 0;
  const gateways = gatewaysOf(match, namespace);
  return (wanted === 0 || wanted === port) && (gateways.length === 0 || gateways.includes(gateway));
}

function sourceApplies(match: readonly Value[], { namespace, labels }: Proxy): boolean {
  const source = field(match, 'sourceNamespace')?.string ?? '';
  const selected = match.every((one) => selects(labelsAt(one.at('sourceLabels')).labels, labels));
  return selected && (source === '' || source === namespace);
}

/** Whether a condition takes every request, so that no rule after it counts (`IsCatchAllRoute`). */
export function takesAll(match: readonly Value[]): boolean {
  const conditions = ['headers', 'withoutHeaders', 'queryParams'].some((name) => match.some((one) => one.at(name).entries().length > 0))
    || ['method', 'authority', 'scheme'].some((name) => field(match, name)?.exists);
  const uri = field(match, 'uri');
  return !conditions && (uri?.exists !== true || uri.at('prefix').string === '/' || uri.at('regex').string === '.*');
}

/** Whether a condition takes the plainest request there is: `GET` without headers. */
export function takesPlainRequest(match: readonly Value[], { host, path }: Asked): boolean {
  const given: readonly (readonly [string, string])[] = [['uri', path], ['method', 'GET'], ['authority', host], ['scheme', 'http']];
  return given.every(([name, text]) => takesText(field(match, name), text))
    && ['headers', 'queryParams'].every((name) => match.every((one) => one.at(name).entries().length === 0));
}

function takesText(condition: Value | undefined, text: string): boolean {
  if (condition?.exists !== true) return true;
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
