// A set of addresses of both families: what a peer, a rule or a policy lets through.

import type { Family } from './family.ts';
import * as one from './interval-set.ts';
import type { IntervalSet } from './interval-set.ts';
import type { CidrRange } from './range.ts';

/** IPv4 and IPv6 addresses, kept apart. Immutable. */
export interface AddressSet {
  readonly v4: IntervalSet;
  readonly v6: IntervalSet;
}

/** No address. */
export const noAddresses: AddressSet = { v4: one.emptySet(4), v6: one.emptySet(6) };

/** The addresses of the networks, less those of the exceptions. */
export function addressesOf(ranges: readonly CidrRange[], excepts: readonly CidrRange[] = []): AddressSet {
  const all = { v4: one.setOf(4, ranges), v6: one.setOf(6, ranges) };
  return excepts.length === 0 ? all : subtractAddresses(all, addressesOf(excepts));
}

/** The addresses of one network. */
export function addressesOfRange({ family, first, last }: CidrRange): AddressSet {
  const half = { family, intervals: [{ first, last }] };
  return family === 4 ? { v4: half, v6: noAddresses.v6 } : { v4: noAddresses.v4, v6: half };
}

/** The half of one family. */
export function halfOf(set: AddressSet, family: Family): IntervalSet {
  return family === 4 ? set.v4 : set.v6;
}

/** Addresses in any of the sets. */
export function unionAddresses(...sets: readonly AddressSet[]): AddressSet {
  return { v4: one.unionOf(4, sets.map((set) => set.v4)), v6: one.unionOf(6, sets.map((set) => set.v6)) };
}

/** Addresses in both sets. */
export function intersectAddresses(left: AddressSet, right: AddressSet): AddressSet {
  return { v4: one.intersect(left.v4, right.v4), v6: one.intersect(left.v6, right.v6) };
}

/** Addresses of `left` that are not in `right`. */
export function subtractAddresses(left: AddressSet, right: AddressSet): AddressSet {
  return { v4: one.subtract(left.v4, right.v4), v6: one.subtract(left.v6, right.v6) };
}

/** Whether `outer` has every address of `inner`. */
export function coversAddresses(outer: AddressSet, inner: AddressSet): boolean {
  return one.covers(outer.v4, inner.v4) && one.covers(outer.v6, inner.v6);
}

/** Whether the sets have an address in common. */
export function addressesIntersect(left: AddressSet, right: AddressSet): boolean {
  return one.intersects(left.v4, right.v4) || one.intersects(left.v6, right.v6);
}

/** Whether the sets are the same addresses. */
export function sameAddresses(left: AddressSet, right: AddressSet): boolean {
  return one.equals(left.v4, right.v4) && one.equals(left.v6, right.v6);
}

/** Whether there is no address at all. */
export function hasNoAddresses(set: AddressSet): boolean {
  return one.isEmpty(set.v4) && one.isEmpty(set.v6);
}

/** The fewest networks that are exactly the set, IPv4 first; with a `limit`, only the first so many. */
export function networksOf(set: AddressSet, limit = Infinity): CidrRange[] {
  const networks = one.toCidrs(set.v4, limit);
  return networks.length >= limit ? networks : [...networks, ...one.toCidrs(set.v6, limit - networks.length)];
}
