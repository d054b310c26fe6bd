// The two address families, and the constants that depend only on them.

/** The IP version: `4` for IPv4, `6` for IPv6. Values of different families are never compared. */
export type Family = 4 | 6;

/** Both families, in the order in which they are shown to people. */
export const families: readonly Family[] = [4, 6];

/** The number of bits of an address: 32 or 128. It is also the longest possible prefix length. */
export function widthOf(family: Family): number {
  return family === 4 ? 32 : 128;
}

/** `"IPv4"` or `"IPv6"`, for messages. */
export function familyName(family: Family): string {
  return family === 4 ? 'IPv4' : 'IPv6';
}

/** The numerically largest address of the family: `255.255.255.255`, `ffff:…:ffff`. */
export function largestAddress(family: Family): bigint {
  return hostMask(widthOf(family));
}

/** 2^n − 1 for n in 0..128: the bits that a prefix leaves free when `n` bits follow it. */
export function hostMask(freeBits: number): bigint {
  return hostMasks[freeBits] ?? 0n;
}

const hostMasks: readonly bigint[] = Array.from({ length: 129 }, (_, bits) => (1n << BigInt(bits)) - 1n);
