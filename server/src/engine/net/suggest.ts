// Better ways to write networks that are all valid.

import type { CidrReading } from './read.ts';
import { inNestingOrder } from './order.ts';
import { containsRange, hostRange, parentOf, sameRange, type CidrRange } from './range.ts';
import { families, type Family } from './family.ts';

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
function siblingParent(left: CidrRange, right: CidrRange): CidrRange | undefined {
  if (left.family !== right.family || left.prefix !== right.prefix || sameRange(left, right)) return undefined;
  const parent = parentOf(left);
  return parent !== undefined && containsRange(parent, right) ? parent : undefined;
}
