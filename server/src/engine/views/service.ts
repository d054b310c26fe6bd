// A Service as the API server sees it: absent fields filled with their defaults.
import { service } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import { perResource } from '../model/memo.ts';
import type { Value } from '../yaml/value.ts';

/** The types of a Service. */
export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

/** What other fields of a Service depend on. `undefined` is unknown: a placeholder, or a value that is refused itself. */
export interface ServiceView {
  readonly spec: Value;
  readonly type: ServiceType | undefined;
  /** `clusterIPs`, or the one address of `clusterIP` where only that is written; empty where the server chooses. */
  readonly clusterIPs: readonly Value[];
  /** No address of its own: `clusterIP: None`. */
  readonly headless: boolean | undefined;
  /** Whether traffic from outside can come in, so that `externalTrafficPolicy` means something. */
  readonly external: boolean | undefined;
}

const types: readonly string[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] satisfies readonly ServiceType[];

/** Reads a Service; `undefined` for other kinds and where there is no `spec` to speak of. */
export const serviceView = perResource((resource: Resource): ServiceView | undefined => {
  const spec = resource.root.at('spec');
  if (resource.kind !== service || spec.type === 'unknown' || spec.hasUnknownEntries) return undefined;
  const type = typeOf(spec.at('type'));
  const [single, list] = [spec.at('clusterIP'), spec.at('clusterIPs')];
  const clusterIPs = list.items().length > 0 || isAbsent(single) ? list.items() : [single];
  const isKnown = list.type !== 'unknown' && clusterIPs.every((one) => one.type !== 'unknown');
  const externalIPs = spec.at('externalIPs');
  return {
    spec, type, clusterIPs,
    headless: isKnown ? clusterIPs.length === 1 && clusterIPs[0]?.string === 'None' : undefined,
    external: type === undefined || externalIPs.type === 'unknown' ? undefined : isExternal(type, externalIPs),
  };
});

/** Whether Go's decoder finds nothing in a field of text: absent, null or empty. */
export function isAbsent(value: Value): boolean {
  return value.type === 'missing' || value.type === 'null' || value.scalar === '';
}

/** Whether a field is there and not null. */
export function isSet(value: Value): boolean {
  return value.type !== 'missing' && value.type !== 'null';
}

function typeOf(value: Value): ServiceType | undefined {
  if (isAbsent(value)) return 'ClusterIP';
  const text = value.string;
  return text !== undefined && isType(text) ? text : undefined;
}

function isType(text: string): text is ServiceType {
  return types.includes(text);
}

function isExternal(type: ServiceType, externalIPs: Value): boolean {
  return type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && externalIPs.items().length > 0);
}
