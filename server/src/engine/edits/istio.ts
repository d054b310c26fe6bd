// Objects and settings of Istio that a fix writes.
import type { Edit, Fix } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { addField, appendData, dataOf, replaceData } from './data.ts';
import { fixOf, within } from './fix.ts';
import { addObject } from './object.ts';
import type { Data, DataMap } from './style.ts';

/** Ports where servers speak TLS. */
export const tlsPorts: ReadonlySet<number> = new Set([443, 6443, 8443]);

/** Ports where hardly anybody does. */
export const plainPorts: ReadonlySet<number> = new Set([80, 8000, 8080]);

/** Adds an object of Istio behind a resource, in its namespace unless another is given. */
export function addIstioObject(beside: Resource, kind: string, name: string, spec: DataMap, namespace = beside.namespaceWritten ? beside.namespace : undefined): Edit | undefined {
  const version = beside.root.at('apiVersion').string ?? '';
  const apiVersion = version.startsWith('networking.istio.io/') ? version : 'networking.istio.io/v1';
  return addObject(beside, { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, spec });
}

/** The name of an object that is for a host. */
function nameFor(host: string): string {
  return host.toLowerCase().replace('*', 'any').replaceAll('.', '-');
}

/** The protocol of a port that clients call with TLS, or with HTTP. */
export function likelyProtocol(port: number, isTls: boolean): string {
  return isTls ? 'TLS' : tlsPorts.has(port) ? 'HTTPS' : 'HTTP';
}

/** Makes a host known to the mesh, with one port. */
export function addServiceEntry(beside: Resource, host: string, number: number, protocol: string): readonly Fix[] {
  const port = { number, name: protocol.toLowerCase(), protocol };
  return fixOf(`Add a ServiceEntry for ${host}`, addIstioObject(beside, 'ServiceEntry', nameFor(host), { hosts: [host], location: 'MESH_EXTERNAL', ports: [port], resolution: 'DNS' }));
}

export type TlsSettings = DataMap & { readonly mode: string };

/** Where TLS for a host is to begin: in the one DestinationRule that there is, or in a new one. */
export interface TlsPlace {
  readonly rules: readonly Resource[];
  /** What a new DestinationRule stands behind, and its namespace if that is another one. */
  readonly beside: Resource;
  readonly namespace?: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly tls?: TlsSettings;
}

export function beginTls({ rules: [rule, ...others], beside, namespace, host, port, tls = { mode: 'SIMPLE' } }: TlsPlace): readonly Fix[] {
  if (others.length > 0) return [];
  const what = `tls.mode ${tls.mode} for port ${port}`;
  if (rule !== undefined) return tlsIn(rule, rule.root.at('spec'), port, tls);
  return fixOf(`Add a DestinationRule with ${what}`, addIstioObject(beside, 'DestinationRule', nameFor(host), { host, trafficPolicy: { portLevelSettings: [{ port: { number: port }, tls }] } }, namespace));
}

/** Writes TLS for a port into a DestinationRule: below its `spec`, or below one of its subsets. */
export function tlsIn(rule: Resource, holder: Value, port: number, tls: TlsSettings): readonly Fix[] {
  return fixOf(`Write tls.mode ${tls.mode} for port ${port} into DestinationRule ${rule.name ?? ''}`, within(rule, settingsEdit(holder, port, tls)));
}

function settingsEdit(holder: Value, port: number, tls: TlsSettings): Edit | undefined {
  const policy = holder.at('trafficPolicy');
  const list = policy.at('portLevelSettings');
  const own = list.items().find((one) => one.at('port', 'number').number === port);
  if (own !== undefined) return own.at('tls').exists ? replaceData(own.at('tls'), tls) : addField(own, 'tls', tls);
  if (list.exists) return appendData(list, { port: { number: port }, tls });
  if (!policy.exists) return addField(holder, 'trafficPolicy', { portLevelSettings: [{ port: { number: port }, tls }] });
  // Settings for a port take the place of those for all ports, so they repeat what is to stay.
  const fields = policy.entries().filter(({ step }) => step !== 'tls').map((field) => [String(field.step), dataOf(field)] as const);
  const repeated = fields.every(([key, data]) => data !== undefined && repeatable.has(key)) ? (Object.fromEntries(fields) as Readonly<Record<string, Data>>) : undefined;
  return repeated === undefined ? undefined : addField(policy, 'portLevelSettings', [{ port: { number: port }, ...repeated, tls }]);
}

const repeatable: ReadonlySet<string> = new Set(['loadBalancer', 'connectionPool', 'outlierDetection']);
