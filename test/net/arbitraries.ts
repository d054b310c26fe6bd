// Small worlds for property tests: 256 addresses (or ports) somewhere inside a family, so that a set can be checked
// against a plain Set of numbers, address by address.

import fc from 'fast-check';
import type { Family } from '../../server/src/engine/net/family.ts';
import { widthOf } from '../../server/src/engine/net/family.ts';
import type { Interval } from '../../server/src/engine/net/intervals.ts';
import { rangeOf, type CidrRange } from '../../server/src/engine/net/range.ts';

/** A block of 256 addresses; the model's address n is `base + n`. */
export interface World {
  readonly family: Family;
  readonly base: bigint;
}

/** Worlds at the start, in the middle and at the very end of both families. */
export const world: fc.Arbitrary<World> = fc.constantFrom<World>(
  { family: 4, base: 0n },
  { family: 4, base: 0x0a000100n },
  { family: 4, base: 0xffffff00n },
  { family: 6, base: 0n },
  { family: 6, base: 0x20010db8_00000000_ffffffff_ffffff00n },
  { family: 6, base: (1n << 128n) - 256n },
);

/** A network of 1 to 256 addresses in a world. */
export function networkIn({ family, base }: World): fc.Arbitrary<CidrRange> {
  return fc
    .record({ address: fc.integer({ min: 0, max: 255 }), bits: fc.integer({ min: 0, max: 8 }) })
    .map(({ address, bits }) => rangeOf(family, base + BigInt(address), widthOf(family) - bits));
}

/** Any intervals in a world, sorted or not, overlapping or not. */
export function intervalsIn({ base }: World): fc.Arbitrary<Interval<bigint>[]> {
  const address = fc.integer({ min: 0, max: 255 });
  return fc.array(
    fc.tuple(address, address).map(([a, b]) => ({ first: base + BigInt(Math.min(a, b)), last: base + BigInt(Math.max(a, b)) })),
    { maxLength: 8 },
  );
}

/** The model: the numbers of the addresses that the intervals hold. */
export function members(intervals: readonly { readonly first: bigint; readonly last: bigint }[], { base }: World): Set<number> {
  const result = new Set<number>();
  for (const { first, last } of intervals) {
    for (let address = first; address <= last; address++) result.add(Number(address - base));
  }
  return result;
}

/** Plain set algebra for the models. */
export function either<T>(left: ReadonlySet<T>, right: ReadonlySet<T>): Set<T> {
  return new Set([...left, ...right]);
}

export function both<T>(left: ReadonlySet<T>, right: ReadonlySet<T>): Set<T> {
  return new Set([...left].filter((element) => right.has(element)));
}

export function only<T>(left: ReadonlySet<T>, right: ReadonlySet<T>): Set<T> {
  return new Set([...left].filter((element) => !right.has(element)));
}

/** Any network of either family. */
export const anyNetwork: fc.Arbitrary<CidrRange> = fc.oneof(
  fc.tuple(fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }), fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => rangeOf(4, address, prefix)),
  fc.tuple(anyIpv6(), fc.integer({ min: 0, max: 128 })).map(([address, prefix]) => rangeOf(6, address, prefix)),
);

/** IPv6 addresses with many zero groups, as people use them. */
export function anyIpv6(): fc.Arbitrary<bigint> {
  const group = fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 0xffff }), fc.constant(0xffff));
  return fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.reduce((value, next) => (value << 16n) | BigInt(next), 0n));
}

/** Text that is nearly an address or a network: what people mistype. */
export const nearlyCidr: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(anyNetwork.map((network) => network.text), fc.constantFrom('10.0.*.*', '10.0.0.0/255.0.0.0', '10.0.0.1-10.0.0.9', 'fe80::1%eth0', '10.0.0/8', 'api.example.com', '::ffff:10.0.0.1/120', '010.0.0.0/08')),
    fc.array(fc.tuple(fc.nat(48), fc.constantFrom('.', ':', '/', '0', '1', 'f', 'g', ' ', '%', '*', 'x', '-', ',', '', '"', '\\', '256', '::')), { maxLength: 3 }),
  )
  .map(([text, edits]) => edits.reduce((edited, [place, piece]) => {
    const at = place % (edited.length + 1);
    return edited.slice(0, at) + piece + edited.slice(at + (place % 2));
  }, text));
