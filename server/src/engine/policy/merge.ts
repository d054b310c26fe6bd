// Networks that are together exactly one shorter prefix, to a fixpoint.
import { widthOf } from '../net/family.ts';
import { areAscending, findOverlaps } from '../net/overlap.ts';
import { parentOf } from '../net/range.ts';
import type { CidrRange } from '../net/range.ts';

/** Several networks that one network is the exact union of. */
export interface Merger {
  readonly range: CidrRange;
  /** Positions in the list, ascending; at least two. */
  readonly members: readonly number[];
}

interface Part {
  readonly range: CidrRange;
  /** Where the part begins in the order of the networks, and how many of them it has. */
  readonly start: number;
  readonly count: number;
}

/** What can be written shorter. Networks that lie in others are left out: they are no part of the union that counts. */
export function mergers(ranges: readonly CidrRange[]): readonly Merger[] {
  const outermost = outermostOf(ranges);
  const parts: Part[] = [];
  outermost.forEach((at, start) => {
    const range = ranges[at];
    if (range === undefined) return;
    let part: Part = { range, start, count: 1 };
    for (let before = parts.at(-1); before !== undefined && areSiblings(before.range, part.range); before = parts.at(-1)) {
      parts.pop();
      part = { range: parentOf(before.range) ?? before.range, start: before.start, count: before.count + part.count };
    }
    parts.push(part);
  });
  return parts.filter(({ count }) => count > 1)
    .map(({ range, start, count }) => ({ range, members: outermost.slice(start, start + count).sort((a, b) => a - b) }))
    .sort((a, b) => (a.members[0] ?? 0) - (b.members[0] ?? 0));
}

/** The positions of the networks that lie in no other, ascending by address. */
function outermostOf(ranges: readonly CidrRange[]): readonly number[] {
  if (areAscending(ranges)) return ranges.map((_, at) => at);
  const { order, container, duplicateOf } = findOverlaps(ranges);
  return [...order].filter((at) => container[at] === -1 && duplicateOf[at] === -1);
}

/** Whether two networks, the lower one first, are the halves of the network one bit shorter. */
function areSiblings(lower: CidrRange, upper: CidrRange): boolean {
  if (lower.family !== upper.family || lower.prefix !== upper.prefix || lower.last + 1n !== upper.first || lower.prefix === 0) return false;
  return (lower.first >> BigInt(widthOf(lower.family) - lower.prefix)) % 2n === 0n;
}

