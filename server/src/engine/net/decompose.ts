// From an arbitrary run of addresses to the networks that make it up.

import { widthOf, type Family } from './family.ts';
import { rangeOf, type CidrRange } from './range.ts';

/**
 * The fewest networks that are together exactly `first`..`last`, ascending. At most 62 for IPv4 and 254 for IPv6.
 * With a `limit`, stops after so many.
 */
export function networksBetween(family: Family, first: bigint, last: bigint, limit = Infinity): CidrRange[] {
  const width = widthOf(family);
  const networks: CidrRange[] = [];
  let next = first;
  let bits = 0;
  // Block sizes first grow, while alignment limits them, then shrink, while the end does: each loop moves one way.
  while (next <= last && networks.length < limit) {
    while (bits < width && fits(next, bits + 1, last)) bits++;
    while (!fits(next, bits, last)) bits--;
    networks.push(rangeOf(family, next, width - bits));
    next += 1n << BigInt(bits);
  }
  return networks;
}

/** Whether a block of 2^bits addresses may begin at `first` and ends by `last`. */
function fits(first: bigint, bits: number, last: bigint): boolean {
  const mask = (1n << BigInt(bits)) - 1n;
  return (first & mask) === 0n && first + mask <= last;
}
