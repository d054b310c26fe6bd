// A set of addresses of one family, of any shape. Immutable.

import { networksBetween } from './decompose.ts';
import { largestAddress, type Family } from './family.ts';
import { bigintSteps, common, includes, meet, normalize, same, unite, without, type Interval } from './intervals.ts';
import type { CidrRange } from './range.ts';

/** Disjoint closed intervals in ascending order that do not touch: equal sets have equal intervals. */
export interface IntervalSet {
  readonly family: Family;
  readonly intervals: readonly Interval<bigint>[];
}

const none: Readonly<Record<Family, IntervalSet>> = { 4: { family: 4, intervals: [] }, 6: { family: 6, intervals: [] } };

/** No address. */
export function emptySet(family: Family): IntervalSet {
  return none[family];
}

/** The addresses of any intervals, or of networks; those of another family are not looked at. */
export function setOf(family: Family, ranges: readonly (Interval<bigint> | CidrRange)[]): IntervalSet {
  const own = ranges.filter((range) => !('family' in range) || range.family === family);
  return own.length === 0 ? none[family] : { family, intervals: normalize(own.map(({ first, last }) => ({ first, last })), bigintSteps) };
}

/** Addresses in any of the sets. */
export function unionOf(family: Family, sets: readonly IntervalSet[]): IntervalSet {
  const [only] = sets;
  if (only === undefined) return none[family];
  return sets.length === 1 ? only : setOf(family, sets.flatMap((set) => set.intervals));
}

/** Addresses in `left` or `right`. */
export function union(left: IntervalSet, right: IntervalSet): IntervalSet {
  return { family: left.family, intervals: unite(left.intervals, right.intervals, bigintSteps) };
}

/** Addresses in both sets. */
export function intersect(left: IntervalSet, right: IntervalSet): IntervalSet {
  return { family: left.family, intervals: common(left.intervals, right.intervals) };
}

/** Addresses of `left` that are not in `right`. */
export function subtract(left: IntervalSet, right: IntervalSet): IntervalSet {
  return { family: left.family, intervals: without(left.intervals, right.intervals, bigintSteps) };
}

/** Whether `outer` has every address of `inner`; the empty set is covered by all. */
export function covers(outer: IntervalSet, inner: IntervalSet): boolean {
  return includes(outer.intervals, inner.intervals);
}

/** Whether the sets have an address in common. */
export function intersects(left: IntervalSet, right: IntervalSet): boolean {
  return meet(left.intervals, right.intervals);
}

/** Whether the set has no address. */
export function isEmpty(set: IntervalSet): boolean {
  return set.intervals.length === 0;
}

/** Whether the set is the whole family, as `/0` or as any union such as `0.0.0.0/1` and `128.0.0.0/1`. */
export function isFull(set: IntervalSet): boolean {
  const [only] = set.intervals;
  return set.intervals.length === 1 && only?.first === 0n && only.last === largestAddress(set.family);
}

/** Whether the sets are the same addresses. */
export function equals(left: IntervalSet, right: IntervalSet): boolean {
  return left.family === right.family && same(left.intervals, right.intervals);
}

/** The number of addresses. */
export function sizeOf(set: IntervalSet): bigint {
  return set.intervals.reduce((size, { first, last }) => size + (last - first + 1n), 0n);
}

/** Whether the address is in the set. */
export function hasAddress(set: IntervalSet, address: bigint): boolean {
  return set.intervals.some(({ first, last }) => first <= address && address <= last);
}

/** The fewest networks that are exactly the set, ascending; with a `limit`, only the first so many. */
export function toCidrs(set: IntervalSet, limit = Infinity): CidrRange[] {
  const networks: CidrRange[] = [];
  for (const { first, last } of set.intervals) {
    if (networks.length >= limit) break;
    networks.push(...networksBetween(set.family, first, last, limit - networks.length));
  }
  return networks;
}
