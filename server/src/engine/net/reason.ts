// Why a text is not a valid value of its field, and what it could be replaced by.

import { familyName, type Family } from './family.ts';

/** A part of the text of one value: offsets in UTF-16 units, `end` not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The kinds of mistake; each asks for its own message or fix. */
export type CidrReasonCode =
  // shape of the whole
  | 'empty' | 'blank' | 'stray-character' | 'url' | 'hostname' | 'port' | 'list' | 'range' | 'wildcard' | 'zone' | 'short'
  | 'not-an-address'
  // prefix length
  | 'no-prefix' | 'prefix-missing' | 'prefix-too-long' | 'prefix-not-a-number' | 'prefix-sign' | 'netmask' | 'extra-slash'
  | 'prefix-unwanted'
  // IPv4
  | 'octet-too-large' | 'octet-empty' | 'octet-not-a-number' | 'too-few-octets' | 'too-many-octets'
  // IPv6
  | 'group-too-long' | 'group-empty' | 'group-not-hex' | 'too-few-groups' | 'too-many-groups' | 'second-compression'
  | 'useless-compression' | 'dotted-tail'
  // understood, but refused by the dialect
  | 'leading-zeros' | 'host-bits' | 'ipv4-mapped' | 'not-canonical' | 'ipv6-unsupported';

/** One mistake, with what a message needs. */
export interface CidrReason {
  readonly code: CidrReasonCode;
  /** The offending characters; empty where something is missing. */
  readonly at: Span;
  /** The text at `at`. */
  readonly found: string;
  /** The number that was exceeded or missed: 255, 32, 128, 4 octets, 8 groups. */
  readonly limit?: number;
  /** The family that the text was read as, once that is known. */
  readonly family?: Family;
}

/**
 * A replacement. `texts` has more than one member when one value becomes several items of the list it stands in.
 * Each text is valid in the same dialect, and free of other unusual facts.
 */
export interface CidrSuggestion {
  /** `network`: the host bits cleared; `host`: the one address; `rewrite`: the same meaning, spelled right. */
  readonly kind: 'network' | 'host' | 'rewrite';
  readonly texts: readonly string[];
}

/** A mistake and the ways out of it. */
export interface Explanation {
  readonly reason: CidrReason;
  /** Alternatives, best first; empty where no replacement is unambiguous. */
  readonly suggestions: readonly CidrSuggestion[];
}

/** Makes a reason about `text[start, end)`. */
export function reason(
  code: CidrReasonCode,
  text: string,
  start: number,
  end: number,
  more: { readonly limit?: number; readonly family?: Family } = {},
): CidrReason {
  return { code, at: { start, end }, found: text.slice(start, end), ...more };
}

/** What is wrong, as the end of a sentence: `"10.0.0.0/33" is not a valid CIDR: ‹prefix length 33 is greater than 32›`. */
export function reasonText(why: CidrReason): string {
  const found = why.found.length > LONGEST_QUOTED ? `${why.found.slice(0, LONGEST_QUOTED)}…` : why.found;
  const limit = String(why.limit ?? '');
  return sentences[why.code](found, limit, why.family === undefined ? 'IP' : familyName(why.family));
}

/** Offending text is quoted up to this length. */
const LONGEST_QUOTED = 60;

const sentences: Readonly<Record<CidrReasonCode, (found: string, limit: string, family: string) => string>> = {
  'empty': () => 'it is empty',
  'blank': () => 'it contains blanks',
  'stray-character': (found) => `"${found}" does not belong here`,
  'url': () => 'it is a URL, and only addresses can be matched here',
  'hostname': () => 'it is a host name, and only addresses can be matched here',
  'port': (found) => `a port ("${found}") cannot be part of it`,
  'list': () => 'it is a list; each block must be an item of its own',
  'range': () => 'it is a range of addresses; networks are written as address/prefix length',
  'wildcard': (found) => `wildcards ("${found}") are not understood; networks are written as address/prefix length`,
  'zone': (found) => `the zone "${found}" cannot be part of it`,
  'short': (found) => `"${found}" leaves out octets; an IPv4 address has four`,
  'not-an-address': (found) => `"${found}" is not an IP address`,
  'no-prefix': (_, limit, family) => `the prefix length is missing; a single ${family} address is written with /${limit}`,
  'prefix-missing': () => 'nothing follows the slash',
  'prefix-too-long': (found, limit, family) => `prefix length ${found} is greater than ${limit}, the number of bits of an ${family} address`,
  'prefix-not-a-number': (found) => `the prefix length "${found}" is not a number`,
  'prefix-sign': (found) => `the prefix length "${found}" has a sign`,
  'netmask': (found) => `"${found}" is a netmask; a prefix length is needed`,
  'extra-slash': () => 'there is more than one slash',
  'prefix-unwanted': (found) => `only a single address is allowed, without "${found}"`,
  'octet-too-large': (found, limit) => `octet ${found} is greater than ${limit}`,
  'octet-empty': () => 'an octet is empty',
  'octet-not-a-number': (found) => `octet "${found}" is not a decimal number`,
  'too-few-octets': (found, limit) => `"${found}" has fewer than ${limit} octets`,
  'too-many-octets': (_, limit) => `an IPv4 address has only ${limit} octets`,
  'group-too-long': (found, limit) => `group "${found}" has more than ${limit} digits`,
  'group-empty': () => 'a group is empty; only a double colon may stand for zeros',
  'group-not-hex': (found) => `group "${found}" is not a hexadecimal number`,
  'too-few-groups': (found, limit) => `"${found}" has fewer than ${limit} groups and no "::"`,
  'too-many-groups': (_, limit) => `an IPv6 address has only ${limit} groups`,
  'second-compression': () => '"::" may occur only once',
  'useless-compression': (_, limit) => `there are ${limit} groups already, so "::" stands for nothing`,
  'dotted-tail': (found) => `the IPv4 part "${found}" may only replace the last two groups`,
  'leading-zeros': (found) => `"${found}" has leading zeros`,
  'host-bits': (found) => `the address "${found}" has bits set beyond the prefix length`,
  'ipv4-mapped': () => 'it is an IPv4-mapped IPv6 address',
  'not-canonical': () => 'it is not in canonical form',
  'ipv6-unsupported': () => 'only IPv4 is supported here',
};
