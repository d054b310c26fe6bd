import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setOf } from '../../server/src/engine/net/interval-set.ts';
import { containersOf, findOverlaps } from '../../server/src/engine/net/overlap.ts';
import { containsRange, rangeOf, sameRange, type CidrRange } from '../../server/src/engine/net/range.ts';
import { anyNetwork, networkIn, world } from './arbitraries.ts';

/** Networks that overlap often: several worlds of both families mixed, and some from anywhere. */
const networks: fc.Arbitrary<CidrRange[]> = fc.array(fc.oneof(world.chain(networkIn), world.chain(networkIn), anyNetwork), { maxLength: 40 });

function strictlyAround(ranges: readonly CidrRange[], inner: CidrRange): number[] {
  return ranges.flatMap((outer, at) => (containsRange(outer, inner) && !sameRange(outer, inner) ? [at] : []));
}

describe('overlaps', () => {
  it('agree with comparing all pairs', () => {
    fc.assert(fc.property(networks, (ranges) => {
      const overlaps = findOverlaps(ranges);
      ranges.forEach((range, at) => {
        const firstEqual = ranges.findIndex((other) => sameRange(other, range));
        expect(overlaps.duplicateOf[at]).toBe(firstEqual === at ? -1 : firstEqual);
        const around = strictlyAround(ranges, range).filter((other) => ranges.findIndex((each) => sameRange(each, ranges[other] ?? range)) === other);
        const byWidth = around.sort((left, right) => (ranges[right]?.prefix ?? 0) - (ranges[left]?.prefix ?? 0));
        expect(overlaps.container[at]).toBe(byWidth[0] ?? -1);
        expect(overlaps.depth[at]).toBe(byWidth.length);
        expect(containersOf(overlaps, at)).toEqual(byWidth);
      });
      for (const family of [4, 6] as const) expect(overlaps.intervals[family]).toEqual(setOf(family, ranges).intervals);
    }), { numRuns: 2000 });
  });

  it('order puts each network after its container, IPv4 first, and ties by position', () => {
    fc.assert(fc.property(networks, (ranges) => {
      const order = [...findOverlaps(ranges).order];
      const expected = ranges.map((_, at) => at).sort((a, b) => {
        const [left, right] = [ranges[a], ranges[b]];
        if (left === undefined || right === undefined) return 0;
        if (left.family !== right.family) return left.family - right.family;
        if (left.first !== right.first) return left.first < right.first ? -1 : 1;
        return left.prefix - right.prefix || a - b;
      });
      expect(order).toEqual(expected);
    }));
  });

  it('finds the first of equal networks', () => {
    const ranges = ['a', 'b', 'a', 'c', 'b', 'a'].map((name) => rangeOf(4, BigInt(name.charCodeAt(0)) << 24n, 8));
    expect([...findOverlaps(ranges).duplicateOf]).toEqual([-1, -1, 0, -1, 1, 0]);
  });

  it('stays small when everything overlaps', () => {
    const equal = Array.from({ length: 20_000 }, () => rangeOf(6, 0n, 64));
    const nested = Array.from({ length: 20_000 }, (_, at) => rangeOf(6, 0n, at % 129));
    expect(new Set(findOverlaps(equal).duplicateOf)).toEqual(new Set([-1, 0]));
    const overlaps = findOverlaps(nested);
    expect(overlaps.container[19_999]).toBe((19_999 % 129) - 1);
    expect(overlaps.depth[128]).toBe(128);
    expect(overlaps.intervals[6]).toEqual([{ first: 0n, last: (1n << 128n) - 1n }]);
    expect(findOverlaps([]).order).toHaveLength(0);
  });
});
