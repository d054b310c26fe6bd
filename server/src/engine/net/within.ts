// Looking into a set at one place without walking it from its start.

import { halfOf, type AddressSet } from './address-set.ts';
import type { Family } from './family.ts';
import type { Interval } from './intervals.ts';
import type { CidrRange } from './range.ts';

/** The part of a set that lies in a network. O(log n) besides what is found. */
export function partWithin(set: AddressSet, { family, first, last }: Pick<CidrRange, 'family' | 'first' | 'last'>): readonly Interval<bigint>[] {
  const { intervals } = halfOf(set, family);
  const part: Interval<bigint>[] = [];
  for (let at = firstReaching(intervals, first), next = intervals[at]; next !== undefined && next.first <= last; next = intervals[++at]) {
    part.push({ first: next.first < first ? first : next.first, last: next.last > last ? last : next.last });
  }
  return part;
}

/** Whether a set has every address of a network. O(log n). */
export function hasRange(set: AddressSet, { family, first, last }: Pick<CidrRange, 'family' | 'first' | 'last'>): boolean {
  const { intervals } = halfOf(set, family);
  const around = intervals[firstReaching(intervals, first)];
  return around !== undefined && around.first <= first && last <= around.last;
}

/** The last address of the run of neighbouring addresses of a set that an address lies in; `undefined` where it is not in the set. O(log n). */
export function lastOfRun(set: AddressSet, family: Family, address: bigint): bigint | undefined {
  const { intervals } = halfOf(set, family);
  const around = intervals[firstReaching(intervals, address)];
  return around === undefined || around.first > address ? undefined : around.last;
}

/** The position of the first interval that ends at or behind an address. */
function firstReaching(intervals: readonly Interval<bigint>[], address: bigint): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const interval = intervals[middle];
    if (interval !== undefined && interval.last < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
