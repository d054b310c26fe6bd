// Which of many networks lie in one another: one sort, one sweep, one answer per network.
//
// Networks nest or are disjoint. In nesting order, the networks around the current one are exactly those on a stack of
// open networks, so the nearest container is the top. Nothing here is quadratic: n equal networks give one group.

import { families, type Family } from './family.ts';
import { bigintSteps, joinAscending, type Interval } from './intervals.ts';
import { inNestingOrder } from './order.ts';
import type { CidrRange } from './range.ts';

/** The answer for a list of networks; positions are those of the list, `-1` is none. */
export interface Overlaps {
  /** Per network: the nearest strictly wider one that contains it; of several equal ones the first in the list. */
  readonly container: Int32Array;
  /** Per network: the first equal one in the list, if that is an earlier one. */
  readonly duplicateOf: Int32Array;
  /** Per network: how many different wider networks contain it. "Also in N others" is `depth - 1`. */
  readonly depth: Uint32Array;
  /** All positions, IPv4 first, each network after those that contain it, otherwise ascending. */
  readonly order: Uint32Array;
  /** The union of the networks of each family as sorted intervals that do not touch. */
  readonly intervals: Readonly<Record<Family, readonly Interval<bigint>[]>>;
}

/** Finds containers and duplicates among networks of both families in O(n) time and space. */
export function findOverlaps(ranges: readonly CidrRange[]): Overlaps {
  const container = new Int32Array(ranges.length).fill(-1);
  const duplicateOf = new Int32Array(ranges.length).fill(-1);
  const depth = new Uint32Array(ranges.length);
  const order = new Uint32Array(ranges.length);
  const intervals: Record<Family, readonly Interval<bigint>[]> = { 4: [], 6: [] };
  let done = 0;
  for (const family of families) {
    const positions = positionsOf(family, ranges);
    if (positions.length === 0) continue;
    const sorted = inNestingOrder(family, ranges, positions);
    intervals[family] = sweep(ranges, sorted, { container, duplicateOf, depth });
    order.set(sorted, done);
    done += sorted.length;
  }
  return { container, duplicateOf, depth, order, intervals };
}

function positionsOf(family: Family, ranges: readonly CidrRange[]): Uint32Array {
  const positions = new Uint32Array(ranges.length);
  let count = 0;
  for (let position = 0; position < ranges.length; position++) {
    if (ranges[position]?.family === family) positions[count++] = position;
  }
  return positions.subarray(0, count);
}

interface Answers {
  readonly container: Int32Array;
  readonly duplicateOf: Int32Array;
  readonly depth: Uint32Array;
}

/** Fills in the answers of one family and returns the joined outermost intervals. */
function sweep(ranges: readonly CidrRange[], sorted: Uint32Array, answers: Answers): readonly Interval<bigint>[] {
  // The networks around the current one, widest first: at most one for each prefix length.
  const open = new Int32Array(130);
  let depth = 0;
  const outermost: CidrRange[] = [];
  for (const position of sorted) {
    const range = ranges[position];
    if (range === undefined) continue;
    let top = topOf(ranges, open, depth);
    while (top !== undefined && top.last < range.first) top = topOf(ranges, open, --depth);
    if (top === undefined) outermost.push(range);
    if (top?.prefix === range.prefix) answers.duplicateOf[position] = elementAt(open, --depth);
    else open[depth] = position;
    if (depth > 0) answers.container[position] = elementAt(open, depth - 1);
    answers.depth[position] = depth++;
  }
  return joinAscending(outermost, bigintSteps);
}

/** The innermost open network. */
function topOf(ranges: readonly CidrRange[], open: Int32Array, depth: number): CidrRange | undefined {
  return depth === 0 ? undefined : ranges[elementAt(open, depth - 1)];
}

function elementAt(open: Int32Array, at: number): number {
  return open[at] ?? -1;
}

/** Whether each network lies behind the one before it, as people mostly write them: then none has an address that another one has. */
export function areAscending(ranges: readonly CidrRange[]): boolean {
  return ranges.every(({ family, first }, position) => {
    const before = ranges[position - 1];
    return before === undefined || (before.family === family ? before.last < first : before.family < family);
  });
}

/** Per network: whether another one of the list is equal, lies in it or around it. All others have their addresses to themselves. */
export function overlapping(ranges: readonly CidrRange[]): readonly boolean[] {
  const found = ranges.map(() => false);
  if (areAscending(ranges)) return found;
  const { container, duplicateOf } = findOverlaps(ranges);
  for (const others of [container, duplicateOf]) {
    others.forEach((other, position) => {
      if (other >= 0) found[position] = found[other] = true;
    });
  }
  return found;
}

/** The different networks around one, from the nearest to the widest. */
export function containersOf(overlaps: Overlaps, position: number): number[] {
  const containers: number[] = [];
  for (let at = overlaps.container[position] ?? -1; at >= 0; at = overlaps.container[at] ?? -1) containers.push(at);
  return containers;
}
