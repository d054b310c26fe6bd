// Sets in words, for hovers and messages.

import { networksOf, type AddressSet } from './address-set.ts';
import { familyName } from './family.ts';
import { formatAddress } from './format.ts';
import { isFull, sizeOf } from './interval-set.ts';
import type { Interval } from './intervals.ts';
import { HIGHEST_PORT, isWhole, LOWEST_PORT, type PortSet, type ProtocolPorts } from './port-set.ts';
import { sizeOfRange, type CidrRange } from './range.ts';

/** Digits in groups of three: `16,777,216`. */
export function groupDigits(count: bigint | number): string {
  return count.toString().replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
}

/** The largest count that is written out; larger ones become powers of two. */
const LARGEST_WRITTEN = 1n << 32n;

/** A number of addresses: exact up to 2^32, then `2^96`, or `about 2^95.4` for what is no power of two. */
export function countText(count: bigint): string {
  if (count <= LARGEST_WRITTEN) return groupDigits(count);
  const bits = count.toString(2);
  const exponent = bits.length - 1;
  if (count === 1n << BigInt(exponent)) return `2^${exponent}`;
  const leading = bits.slice(0, 53);
  const mantissa = Number.parseInt(leading, 2) / 2 ** (leading.length - 1);
  const rounded = Math.round((exponent + Math.log2(mantissa)) * 10) / 10;
  return `about 2^${rounded}`;
}

/** `1 address`, `256 addresses`, `2^96 addresses`. */
export function addressCount(count: bigint): string {
  return `${countText(count)} ${count === 1n ? 'address' : 'addresses'}`;
}

/** `10.0.0.0 – 10.255.255.255`, or the one address. */
export function rangeText({ family, first, last }: Pick<CidrRange, 'family' | 'first' | 'last'>): string {
  return first === last ? formatAddress(family, first) : `${formatAddress(family, first)} – ${formatAddress(family, last)}`;
}

/** The networks of a set, cut off after so many. */
export interface NetworkList {
  /** Canonical texts, IPv4 first, ascending. */
  readonly shown: readonly string[];
  /** Whether there are more. */
  readonly more: boolean;
}

/** The fewest networks that are exactly the set, at most `cap` of them. */
export function networkList(set: AddressSet, cap = 8): NetworkList {
  const networks = networksOf(set, cap + 1);
  return { shown: networks.slice(0, cap).map((network) => network.text), more: networks.length > cap };
}

/** What a set is, in a few words: `any IPv4 address`, `16,711,680 IPv4 addresses, 2^64 IPv6 addresses`, `no address`. */
export function describeAddresses(set: AddressSet): string {
  const parts = [set.v4, set.v6].flatMap((half) => {
    if (half.intervals.length === 0) return [];
    const name = familyName(half.family);
    if (isFull(half)) return [`any ${name} address`];
    const size = sizeOf(half);
    return [`${countText(size)} ${name} ${size === 1n ? 'address' : 'addresses'}`];
  });
  return parts.length === 0 ? 'no address' : parts.join(', ');
}

/** `10.0.0.0/8 (10.0.0.0 – 10.255.255.255, 16,777,216 addresses)`. */
export function describeRange(range: CidrRange): string {
  const count = addressCount(sizeOfRange(range));
  return range.first === range.last ? `${range.text} (${count})` : `${range.text} (${rangeText(range)}, ${count})`;
}

/** Ports in a few words: `TCP 443, 8000–8080, http; any UDP port`, `any port`, `no port`. */
export function describePorts(set: PortSet): string {
  if (set.all) return 'any port';
  const parts = [...set.protocols].map(([protocol, ports]) => (isWhole(ports) ? `any ${protocol} port` : `${protocol} ${portList(ports)}`));
  return parts.length === 0 ? 'no port' : parts.join('; ');
}

function portList({ numbers, names }: ProtocolPorts): string {
  return [...numbers.map(portRangeText), ...[...names].sort()].join(', ');
}

/** `443`, `8000–8080`, `32768 and up`. */
function portRangeText({ first, last }: Interval<number>): string {
  if (first === last) return String(first);
  return last === HIGHEST_PORT && first > LOWEST_PORT ? `${first} and up` : `${first}–${last}`;
}
