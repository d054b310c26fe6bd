import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';

/** One rule of a VirtualService; of a merged HTTP rule the delegate's. */
export interface RouteRule {
  readonly resource: Resource;
  readonly value: Value;
  /** Each a list of conditions of which the first that names a field counts: the delegate's own, then its root's. */
  readonly matches: readonly (readonly Value[])[];
}

/** The rules of a block of a VirtualService, as they are written. */
export function rulesAt(resource: Resource, block: 'http' | 'tls' | 'tcp'): readonly RouteRule[] {
  return resource.root.at('spec', block).items().map((value) => ({ resource, value, matches: value.at('match').items().map((match) => [match]) }));
}
