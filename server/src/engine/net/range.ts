// A network: the value that everything after parsing works with.

import { hostMask, widthOf, type Family } from './family.ts';
import { formatAddress } from './format.ts';

/** One network, always masked: `first` has no bit beyond the prefix. */
export interface CidrRange {
  readonly family: Family;
  /** The lowest address. */
  readonly first: bigint;
  /** The highest address; part of the network. */
  readonly last: bigint;
  /** The prefix length in bits: 0..32 or 0..128. */
  readonly prefix: number;
  /** The canonical text of the network: `10.0.0.0/8`, `2001:db8::/32`. Equal networks have equal texts. */
  readonly text: string;
}

/** The network of the given prefix length that `address` lies in. */
export function rangeOf(family: Family, address: bigint, prefix: number): CidrRange {
  const mask = hostMask(widthOf(family) - prefix);
  const last = address | mask;
  const first = last ^ mask;
  return { family, first, last, prefix, text: `${formatAddress(family, first)}/${prefix}` };
}

/** The network of one address: `/32` or `/128`. */
export function hostRange(family: Family, address: bigint): CidrRange {
  return rangeOf(family, address, widthOf(family));
}

/** The same set of addresses. */
export function sameRange(left: CidrRange, right: CidrRange): boolean {
  return left.family === right.family && left.prefix === right.prefix && left.first === right.first;
}

/** Whether every address of `inner` is in `outer`; true for equal networks. */
export function containsRange(outer: CidrRange, inner: CidrRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** How the network `inner` lies relative to `outer`. Networks nest or are disjoint; there is no third way. */
export type Relation = 'equal' | 'inside' | 'around' | 'outside' | 'other-family';

/**
 * The relation of an `except` to its block, say. Kubernetes takes `inside` only (`validateIPBlock`: "must be a strict
 * subset"), and gives the same message for all the others.
 */
export function relationOf(inner: CidrRange, outer: CidrRange): Relation {
  if (inner.family !== outer.family) return 'other-family';
  if (sameRange(inner, outer)) return 'equal';
  if (containsRange(outer, inner)) return 'inside';
  return containsRange(inner, outer) ? 'around' : 'outside';
}

/** The number of addresses. */
export function sizeOfRange(range: CidrRange): bigint {
  return range.last - range.first + 1n;
}

/** The network one bit shorter that contains this one; undefined for `/0`. */
export function parentOf(range: CidrRange): CidrRange | undefined {
  return range.prefix === 0 ? undefined : rangeOf(range.family, range.first, range.prefix - 1);
}

/** The IPv4 network that an IPv6 network inside `::ffff:0:0/96` spells; any other network as it is. */
export function unmapped(range: CidrRange): CidrRange {
  if (range.family === 4 || range.prefix < 96 || range.first >> 32n !== 0xffffn) return range;
  return rangeOf(4, range.first & 0xffffffffn, range.prefix - 96);
}
