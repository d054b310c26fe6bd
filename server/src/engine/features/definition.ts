// Where what a value refers to stands.
import type { Location } from '../located.ts';
import { shift } from '../yaml/span.ts';
import { fieldAt, withLookup } from './locate.ts';
import type { Source } from './locate.ts';
import { referenceAt } from './reference.ts';
import { targetsOf } from './targets.ts';

/** The places of what the value at an offset refers to; none where it refers to nothing, or to nothing that is here. */
export function definition(source: Source, uri: string, offset: number): readonly Location[] {
  const place = fieldAt(source, uri, offset);
  const reference = place === undefined ? undefined : referenceAt(place);
  if (place === undefined || reference === undefined) return [];
  const { found } = withLookup(source, (lookup) => targetsOf(reference, place.resource, lookup));
  return found.map(({ resource, value }) => ({ uri: resource.entry.uri, span: shift(value.span, resource.entry.offset) }));
}
