// Better ways to write networks that are all valid: fewer items, or holes as exceptions.

import type { CidrReading } from './read.ts';
import { inNestingOrder } from './order.ts';
import { findOverlaps } from './overlap.ts';
import { containsRange, hostRange, parentOf, sameRange, type CidrRange } from './range.ts';
import { families, widthOf, type Family } from './family.ts';

/** What host bits may have meant. */
export interface HostBitChoice {
  /** The network, host bits cleared: `10.1.0.0/16` for `10.1.2.3/16`. */
  readonly network: CidrRange;
  /** The one address that was written: `10.1.2.3/32`. */
  readonly host: CidrRange;
  /** Which is the likelier meaning; undefined if neither is. */
  readonly preferred: 'network' | undefined;
}

/**
 * The two readings of a value with host bits; undefined without host bits. The network is preferred for wide blocks
 * (shorter than /24 or /64) and for addresses that end like a network (their last octet or last four groups are zero).
 */
export function hostBitChoice(reading: CidrReading): HostBitChoice | undefined {
  if (!reading.facts.hostBits) return undefined;
  const { range, address } = reading;
  const endsLikeNetwork = range.family === 4 ? (address & 0xffn) === 0n : BigInt.asUintN(64, address) === 0n;
  const isWide = range.prefix < (range.family === 4 ? 24 : 64);
  return { network: range, host: hostRange(range.family, address), preferred: isWide || endsLikeNetwork ? 'network' : undefined };
}

/** Several networks that are exactly one shorter prefix. */
export interface Merge {
  readonly merged: CidrRange;
  /** The positions in the given list of the networks it replaces, at least two, ascending. */
  readonly from: readonly number[];
}

/**
 * Networks that can be merged with their siblings (`10.0.0.0/24` and `10.0.1.0/24` into `10.0.0.0/23`), repeated until
 * nothing more can. Duplicates and contained networks are left out: they are findings of their own.
 */
export function mergeable(ranges: readonly CidrRange[]): Merge[] {
  return families.flatMap((family) => mergeFamily(family, ranges));
}

function mergeFamily(family: Family, ranges: readonly CidrRange[]): Merge[] {
  const positions = Uint32Array.from(ranges.flatMap((range, position) => (range.family === family ? [position] : [])));
  const stack: Merge[] = [];
  for (const position of inNestingOrder(family, ranges, positions)) {
    const range = ranges[position];
    const before = stack.at(-1);
    if (range === undefined || (before !== undefined && containsRange(before.merged, range))) continue;
    stack.push({ merged: range, from: [position] });
    mergeTop(stack);
  }
  return stack.filter((merge) => merge.from.length > 1).map(({ merged, from }) => ({ merged, from: from.toSorted((a, b) => a - b) }));
}

/** Joins the two topmost networks as long as they are siblings. */
function mergeTop(stack: Merge[]): void {
  for (;;) {
    const right = stack.at(-1);
    const left = stack.at(-2);
    if (left === undefined || right === undefined) return;
    const parent = siblingParent(left.merged, right.merged);
    if (parent === undefined) return;
    stack.splice(-2, 2, { merged: parent, from: [...left.from, ...right.from] });
  }
}

/** The network that two siblings are exactly the halves of; undefined if they are no siblings. */
export function siblingParent(left: CidrRange, right: CidrRange): CidrRange | undefined {
  if (left.family !== right.family || left.prefix !== right.prefix || sameRange(left, right)) return undefined;
  const parent = parentOf(left);
  return parent !== undefined && containsRange(parent, right) ? parent : undefined;
}

/**
 * The outermost of the holes that lie strictly inside the block, merged where possible: the shortest `except` list that
 * takes exactly them out. Undefined if they would take out everything, which no `except` may say.
 */
export function exceptList(block: CidrRange, holes: readonly CidrRange[]): CidrRange[] | undefined {
  const inside = holes.filter((hole) => containsRange(block, hole));
  const merges = mergeable(inside);
  const gone = new Set(merges.flatMap((merge) => merge.from));
  const kept = [...merges.map((merge) => merge.merged), ...inside.filter((_, position) => !gone.has(position))];
  const { container, duplicateOf } = findOverlaps(kept);
  const outermost = kept.filter((_, at) => container[at] === -1 && duplicateOf[at] === -1);
  return outermost.some((hole) => sameRange(hole, block)) ? undefined : outermost;
}

/** Whether `/32` or `/128` stands on an address that ends like a network: `10.20.30.0/32`, `2001:db8::/128`. */
export function looksLikeNetwork(range: CidrRange): boolean {
  if (range.prefix !== widthOf(range.family) || range.first === 0n) return false;
  return range.family === 4 ? (range.first & 0xffn) === 0n : BigInt.asUintN(64, range.first) === 0n;
}
