// What is unusual about the spelling of a CIDR that can still be understood.
//
// The parser is lenient and only records facts; whether a fact is an error, a warning or nothing depends on the field
// (its dialect) and on the version of the cluster. Facts travel as bits through the hot path and become a shared frozen
// object at its end, so that an ordinary value costs no allocation for them.

/** The facts about one written value. All `false` means: exactly the canonical text of a network. */
export interface CidrFacts {
  /** Bits are set beyond the prefix length: `10.0.0.1/24`. */
  readonly hostBits: boolean;
  /** `addressZeros` or `prefixZeros`: what Kubernetes calls "leading 0s in IP or prefix length". */
  readonly leadingZeros: boolean;
  /** An IPv4 octet begins with a superfluous zero (`010.0.0.0/8`; libc reads it as octal), or a hex group has more than four digits. */
  readonly addressZeros: boolean;
  /** The prefix length begins with a superfluous zero: `/08`. */
  readonly prefixZeros: boolean;
  /** An IPv6 spelling of an IPv4 address: inside `::ffff:0:0/96`. */
  readonly ipv4Mapped: boolean;
  /** Valid IPv6, but not as RFC 5952 writes it: capitals, zeros in groups, wrong or missing `::`, needless dotted tail. */
  readonly notCanonical: boolean;
  /** There is no prefix length; the range is the single address. */
  readonly bareAddress: boolean;
  /** Blanks around the value were ignored. */
  readonly blanks: boolean;
  /** An IPv6 zone (`%eth0`) was ignored. */
  readonly zone: boolean;
}

/** The name of one fact. */
export type CidrFact = keyof CidrFacts;

export const ADDRESS_ZEROS = 1;
export const PREFIX_ZEROS = 2;
export const HOST_BITS = 4;
export const IPV4_MAPPED = 8;
export const NOT_CANONICAL = 16;
export const BARE_ADDRESS = 32;
export const BLANKS = 64;
export const ZONE = 128;

const bitOf: Readonly<Record<CidrFact, number>> = {
  hostBits: HOST_BITS,
  leadingZeros: ADDRESS_ZEROS | PREFIX_ZEROS,
  addressZeros: ADDRESS_ZEROS,
  prefixZeros: PREFIX_ZEROS,
  ipv4Mapped: IPV4_MAPPED,
  notCanonical: NOT_CANONICAL,
  bareAddress: BARE_ADDRESS,
  blanks: BLANKS,
  zone: ZONE,
};

/** The bits of a list of facts. */
export function bitsOf(facts: readonly CidrFact[]): number {
  return facts.reduce((bits, fact) => bits | bitOf[fact], 0);
}

/** The facts of a combination of bits; the same object for the same bits. */
export function factsOf(bits: number): CidrFacts {
  return known[bits] ?? learn(bits);
}

const known: CidrFacts[] = [];

function learn(bits: number): CidrFacts {
  const facts: CidrFacts = Object.freeze({
    hostBits: (bits & HOST_BITS) !== 0,
    leadingZeros: (bits & (ADDRESS_ZEROS | PREFIX_ZEROS)) !== 0,
    addressZeros: (bits & ADDRESS_ZEROS) !== 0,
    prefixZeros: (bits & PREFIX_ZEROS) !== 0,
    ipv4Mapped: (bits & IPV4_MAPPED) !== 0,
    notCanonical: (bits & NOT_CANONICAL) !== 0,
    bareAddress: (bits & BARE_ADDRESS) !== 0,
    blanks: (bits & BLANKS) !== 0,
    zone: (bits & ZONE) !== 0,
  });
  known[bits] = facts;
  return facts;
}
for (let bits = 0; bits < 256; bits++) learn(bits);
