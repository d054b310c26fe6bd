// Merge keys (`<<`), which are no entries of their map: what they bring in is.
import type { Value } from './value.ts';

const mergesOf = new WeakMap<Value, readonly Value[]>();
const nothing: readonly Value[] = [];

/** What stands behind the merge keys of a map. */
export function mergesIn(map: Value): readonly Value[] {
  return mergesOf.get(map) ?? nothing;
}

export function keepMerges(map: Value, merges: readonly Value[]): void {
  mergesOf.set(map, merges);
}

/** The maps that the value of a merge key brings in. */
export function mergedMaps(merge: Value): readonly Value[] {
  return merge.type === 'list' ? merge.items() : [merge];
}
