import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';

/** One rule of a VirtualService; of a merged HTTP rule the delegate's. */
export interface RouteRule {
  readonly resource: Resource;
  readonly value: Value;
  /** Each a list of conditions of which the first that names a field counts: the delegate's own, then its root's. */
  readonly matches: readonly (readonly Value[])[];
  /** The rule that names the delegate. What that leaves open it says. */
  readonly root?: Omit<RouteRule, 'matches' | 'root'>;
}

/** What a rule says with a field that a delegate takes over from its root. */
export function inherited({ resource, value, root }: RouteRule, field: 'rewrite' | 'headers' | 'directResponse'): { readonly resource: Resource; readonly value: Value } {
  const own = value.at(field);
  return own.exists || root === undefined ? { resource, value: own } : { resource: root.resource, value: root.value.at(field) };
}

/** The rules of a block of a VirtualService, as they are written. */
export function rulesAt(resource: Resource, block: 'http' | 'tls' | 'tcp'): readonly RouteRule[] {
  return resource.root.at('spec', block).items().map((value) => ({ resource, value, matches: value.at('match').items().map((match) => [match]) }));
}
