// Which of many sets contribute nothing: each is compared with the union of all the others, in one sweep.

import { halfOf, type AddressSet } from './address-set.ts';
import { families } from './family.ts';
import type { Interval } from './intervals.ts';

/**
 * For each set, whether the union of all the other sets has every one of its addresses. O(n log n) in the number of
 * intervals. Two equal sets cover each other: a caller that deletes must delete one and ask again.
 */
export function coveredByOthers(sets: readonly AddressSet[]): boolean[] {
  const covered = sets.map(() => true);
  for (const family of families) {
    for (const owner of soleOwners(sets.map((set) => halfOf(set, family).intervals))) covered[owner] = false;
  }
  return covered;
}

interface Edge {
  readonly at: bigint;
  /** +1 where an interval begins, −1 after it ends. */
  readonly step: 1 | -1;
  readonly owner: number;
}

/** The lists that have a value which no other list has. */
function soleOwners(lists: readonly (readonly Interval<bigint>[])[]): Set<number> {
  const edges: Edge[] = lists.flatMap((list, owner) => list.flatMap(({ first, last }): Edge[] => [
    { at: first, step: 1, owner },
    { at: last + 1n, step: -1, owner },
  ]));
  edges.sort((left, right) => (left.at < right.at ? -1 : Number(left.at > right.at)));
  const owners = new Set<number>();
  let open = 0;
  // The sum of the numbers of the open lists: with one open, its own number.
  let sum = 0;
  let reached = -1n;
  for (const { at, step, owner } of edges) {
    if (at > reached && open === 1) owners.add(sum);
    reached = at;
    open += step;
    sum += step * owner;
  }
  return owners;
}
