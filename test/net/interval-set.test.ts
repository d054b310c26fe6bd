import fc from 'fast-check';
import { IPv4, IPv6, Pool, RangedSet } from 'ip-num';
import { describe, expect, it } from 'vitest';
import { addressesOf, coversAddresses, hasNoAddresses, intersectAddresses, networksOf, noAddresses, sameAddresses, subtractAddresses, unionAddresses } from '../../server/src/engine/net/address-set.ts';
import { understandCidr } from '../../server/src/engine/net/cidr.ts';
import { coveredByOthers } from '../../server/src/engine/net/coverage.ts';
import { covers, emptySet, equals, hasAddress, intersect, intersects, isEmpty, isFull, setOf, sizeOf, subtract, toCidrs, union, unionOf } from '../../server/src/engine/net/interval-set.ts';
import { containsRange, relationOf, type CidrRange } from '../../server/src/engine/net/range.ts';
import { anyNetwork, both, either, intervalsIn, members, networkIn, only, world, type World } from './arbitraries.ts';

function cidr(text: string): CidrRange {
  const reading = understandCidr(text);
  if (reading === undefined) throw new Error(text);
  return reading.range;
}

const twoSets = world.chain((where) => fc.tuple(fc.constant(where), intervalsIn(where), intervalsIn(where)));

function sorted(numbers: ReadonlySet<number>): number[] {
  return [...numbers].sort((left, right) => left - right);
}

describe('sets of addresses against a model of 256 addresses', () => {
  it('union, intersect, subtract, covers, intersects, equals, size', () => {
    fc.assert(fc.property(twoSets, ([where, left, right]) => {
      const [a, b] = [setOf(where.family, left), setOf(where.family, right)];
      const [x, y] = [members(left, where), members(right, where)];
      const agree = (set: typeof a, model: ReadonlySet<number>): void => {
        expect(sorted(members(set.intervals, where))).toEqual(sorted(model));
        expect(sizeOf(set)).toBe(BigInt(model.size));
        expect(isEmpty(set)).toBe(model.size === 0);
        set.intervals.forEach((interval, at) => { expect(at === 0 || interval.first > (set.intervals[at - 1]?.last ?? 0n) + 1n).toBe(true); });
      };
      agree(a, x);
      agree(union(a, b), either(x, y));
      agree(unionOf(where.family, [a, b, a]), either(x, y));
      agree(intersect(a, b), both(x, y));
      agree(subtract(a, b), only(x, y));
      expect(covers(a, b)).toBe(only(y, x).size === 0);
      expect(intersects(a, b)).toBe(both(x, y).size > 0);
      expect(equals(a, b)).toBe(only(x, y).size + only(y, x).size === 0);
      expect(hasAddress(a, where.base + 7n)).toBe(x.has(7));
    }), { numRuns: 2000 });
  });

  it('toCidrs is exact, ascending and minimal', () => {
    fc.assert(fc.property(twoSets, ([where, list]) => {
      const set = setOf(where.family, list);
      const networks = toCidrs(set);
      expect(equals(setOf(where.family, networks), set)).toBe(true);
      expect(networks.reduce((size, network) => size + (network.last - network.first + 1n), 0n)).toBe(sizeOf(set));
      expect(networks).toHaveLength(fewestNetworks(members(list, where)));
      expect(toCidrs(set, 3)).toEqual(networks.slice(0, 3));
    }), { numRuns: 1000 });
  });

  it('toCidrs agrees with ip-num', () => {
    const range = fc.tuple(fc.nat(4000), fc.nat(4000)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(fc.property(range, fc.constantFrom<4 | 6>(4, 6), ([low, high], family) => {
      const [first, last] = [BigInt(low), BigInt(high)];
      const networks = toCidrs(setOf(family, [{ first, last }]));
      const ranges = networks.map((network) => (family === 4
        ? new RangedSet(new IPv4(network.first), new IPv4(network.last))
        : new RangedSet(new IPv6(network.first), new IPv6(network.last))));
      expect(ranges.every((each) => each.isCidrAble())).toBe(true);
      const aggregated = Pool.fromRangeSet(ranges).aggregate().getRanges();
      expect(aggregated.map((each) => [each.getFirst().getValue(), each.getLast().getValue()])).toEqual(networks.map((each) => [each.first, each.last]));
    }));
  });
});

/** The fewest aligned blocks for a set of numbers in 0..255: halve until a half is full or empty. */
function fewestNetworks(numbers: ReadonlySet<number>, from = 0, size = 256): number {
  const held = Array.from({ length: size }, (_, at) => numbers.has(from + at));
  if (held.every((is) => !is)) return 0;
  if (held.every((is) => is)) return 1;
  return fewestNetworks(numbers, from, size / 2) + fewestNetworks(numbers, from + size / 2, size / 2);
}

describe('worked examples', () => {
  it('subtracts an exception', () => {
    const left = addressesOf([cidr('10.0.0.0/8')], [cidr('10.1.0.0/16')]);
    expect(networksOf(left).map((network) => network.text)).toEqual([
      '10.0.0.0/16', '10.2.0.0/15', '10.4.0.0/14', '10.8.0.0/13', '10.16.0.0/12', '10.32.0.0/11', '10.64.0.0/10', '10.128.0.0/9',
    ]);
    expect(sizeOf(left.v4)).toBe(16_711_680n);
  });

  it('knows everything and nothing', () => {
    expect(toCidrs(setOf(4, [cidr('0.0.0.0/0')])).map((network) => network.text)).toEqual(['0.0.0.0/0']);
    expect(toCidrs(setOf(6, [cidr('::/0')])).map((network) => network.text)).toEqual(['::/0']);
    expect(isFull(setOf(4, [cidr('128.0.0.0/1'), cidr('0.0.0.0/1')]))).toBe(true);
    expect(isFull(setOf(6, [cidr('::/1')]))).toBe(false);
    expect(toCidrs(emptySet(4))).toEqual([]);
    expect(toCidrs(setOf(6, [{ first: 1n, last: (1n << 128n) - 2n }]))).toHaveLength(254);
    expect(subtractAddresses(addressesOf([cidr('0.0.0.0/0'), cidr('::/0')]), addressesOf([cidr('128.0.0.0/1'), cidr('0.0.0.0/1'), cidr('::/0')]))).toEqual(noAddresses);
  });

  it('keeps the families apart', () => {
    const any4 = addressesOf([cidr('0.0.0.0/0')]);
    const some6 = addressesOf([cidr('::/96')]);
    expect(coversAddresses(any4, some6)).toBe(false);
    expect(hasNoAddresses(intersectAddresses(any4, some6))).toBe(true);
    expect(networksOf(unionAddresses(any4, some6), 2).map((network) => network.text)).toEqual(['0.0.0.0/0', '::/96']);
    expect(sameAddresses(unionAddresses(), noAddresses)).toBe(true);
  });

  it('relates two networks', () => {
    const relate = (inner: string, outer: string): string => relationOf(cidr(inner), cidr(outer));
    expect(relate('10.0.0.0/9', '10.0.0.0/8')).toBe('inside');
    expect(relate('10.0.0.0/8', '10.0.0.0/8')).toBe('equal');
    expect(relate('10.0.0.0/7', '10.0.0.0/8')).toBe('around');
    expect(relate('11.0.0.0/16', '10.0.0.0/8')).toBe('outside');
    expect(relate('fd00::/8', '0.0.0.0/0')).toBe('other-family');
    fc.assert(fc.property(anyNetwork, anyNetwork, (left, right) => {
      expect(relationOf(left, right) === 'inside').toBe(relationOf(right, left) === 'around');
      expect(containsRange(right, left)).toBe(['inside', 'equal'].includes(relationOf(left, right)));
    }));
  });
});

describe('covered by the others', () => {
  it('agrees with the union of the others', () => {
    const networks = (where: World): fc.Arbitrary<CidrRange[]> => fc.array(networkIn(where), { maxLength: 3 });
    const sets = world.chain((where) => fc.array(fc.tuple(networks(where), networks(where)), { maxLength: 6 }));
    fc.assert(fc.property(sets, (pairs) => {
      const all = pairs.map(([ranges, excepts]) => addressesOf(ranges, excepts));
      const expected = all.map((set, at) => coversAddresses(unionAddresses(...all.filter((_, other) => other !== at)), set));
      expect(coveredByOthers(all)).toEqual(expected);
    }), { numRuns: 1000 });
  });
});
