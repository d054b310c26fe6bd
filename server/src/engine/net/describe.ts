// Hover arithmetic on one network, with the value classes of ip-num.
//
// ip-num gets numbers, never text: its validator refuses valid IPv6 (embedded IPv4) and accepts zones, and its pairwise
// comparisons build binary strings. One network at a time, its ranges, masks and neighbours are right.

import { IPv4, IPv4CidrRange, IPv4Prefix, IPv6, IPv6CidrRange, IPv6Prefix } from 'ip-num';
import { formatAddress } from './format.ts';
import type { Family } from './family.ts';
import { rangeOf, type CidrRange } from './range.ts';

/** The network as an ip-num object. */
export function toIpNum(range: CidrRange): IPv4CidrRange | IPv6CidrRange {
  const prefix = BigInt(range.prefix);
  return range.family === 4
    ? new IPv4CidrRange(new IPv4(range.first), IPv4Prefix.fromNumber(prefix))
    : new IPv6CidrRange(new IPv6(range.first), IPv6Prefix.fromNumber(prefix));
}

/** The network that an ip-num object stands for. */
export function fromIpNum(range: IPv4CidrRange | IPv6CidrRange): CidrRange {
  const family: Family = range instanceof IPv4CidrRange ? 4 : 6;
  return rangeOf(family, range.getFirst().getValue(), Number(range.getPrefix().getValue()));
}

/** What a hover says about a network. */
export interface CidrDescription {
  readonly family: Family;
  /** Canonical text. */
  readonly text: string;
  /** First and last address, canonical. */
  readonly first: string;
  readonly last: string;
  /** The number of addresses. */
  readonly size: bigint;
  readonly prefix: number;
  /** IPv4 only: `255.0.0.0`. */
  readonly netmask?: string;
  /** IPv4 only, as access lists write it: `0.255.255.255`. */
  readonly wildcard?: string;
  /** The network of the same size before and after this one, if there is one. */
  readonly previous?: string;
  readonly next?: string;
  /** The two halves; absent for a single address. */
  readonly halves?: readonly string[];
}

/** Describes a network. */
export function describeCidr(range: CidrRange): CidrDescription {
  const network = toIpNum(range);
  const textOf = (other: IPv4CidrRange | IPv6CidrRange | undefined): string | undefined => (other === undefined ? undefined : fromIpNum(other).text);
  return {
    family: range.family,
    text: range.text,
    first: formatAddress(range.family, network.getFirst().getValue()),
    last: formatAddress(range.family, network.getLast().getValue()),
    size: network.getSize(),
    prefix: range.prefix,
    ...masksOf(network),
    ...present('previous', network.hasPreviousRange() ? textOf(network.previousRange()) : undefined),
    ...present('next', network.hasNextRange() ? textOf(network.nextRange()) : undefined),
    ...(range.first === range.last ? {} : { halves: network.split().map((half) => fromIpNum(half).text) }),
  };
}

function present<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}

function masksOf(network: IPv4CidrRange | IPv6CidrRange): { readonly netmask?: string; readonly wildcard?: string } {
  if (!(network instanceof IPv4CidrRange)) return {};
  const mask = network.getPrefix().toMask().getValue();
  return { netmask: formatAddress(4, mask), wildcard: formatAddress(4, 0xffffffffn ^ mask) };
}
