// Text to network, for text that is fine. Allocation-light: this runs for every CIDR of a workspace.

import type { CidrDialect } from './dialect.ts';
import { BARE_ADDRESS, BLANKS, factsOf, HOST_BITS, IPV4_MAPPED, NOT_CANONICAL, ADDRESS_ZEROS, PREFIX_ZEROS, ZONE, type CidrFacts } from './facts.ts';
import { hostMask, widthOf } from './family.ts';
import { formatAddress, formatIpv4 } from './format.ts';
import type { CidrRange } from './range.ts';
import { scanAddress, scanned, scanPrefix } from './scan.ts';

/** A value that could be understood. */
export interface CidrReading {
  readonly ok: true;
  /** The network meant: masked, and IPv4 for an IPv4-mapped spelling where the dialect says so. */
  readonly range: CidrRange;
  /** The address as written, with its host bits; of the family of `range`, and equal to `range.first` without host bits. */
  readonly address: bigint;
  readonly facts: CidrFacts;
  /** The facts as bits. */
  readonly bits: number;
}

/** Reads a value; undefined if the dialect's parser would not understand it. Facts that the dialect refuses do not matter here. */
export function readCidr(text: string, dialect: CidrDialect): CidrReading | undefined {
  const slash = text.indexOf('/');
  scanned.bits = 0;
  if (dialect.form === 'address') return readAddress(text, dialect);
  if (slash < 0) return dialect.form === 'cidr' ? undefined : readAddress(text, dialect);
  const start = dialect.trims ? skipBlanks(text) : 0;
  const end = dialect.trims ? dropBlanks(text, slash) : text.length;
  const family = scanAddress(text, start, slash);
  if (family === 0) return undefined;
  const prefix = scanPrefix(text, slash + 1, end, widthOf(family));
  if (prefix < 0) return undefined;
  if (end - start !== text.length) scanned.bits |= BLANKS;
  return family === 4 ? ipv4Reading(text, prefix) : ipv6Reading(text, prefix, dialect);
}

function readAddress(text: string, dialect: CidrDialect): CidrReading | undefined {
  const start = dialect.trims ? skipBlanks(text) : 0;
  let end = dialect.trims ? dropBlanks(text, start) : text.length;
  scanned.bits = BARE_ADDRESS | (end - start === text.length ? 0 : BLANKS);
  const percent = dialect.zone ? text.indexOf('%') : -1;
  if (percent >= 0 && percent + 1 < end) {
    end = percent;
    scanned.bits |= ZONE;
  }
  const family = scanAddress(text, start, end);
  if (family === 0 || (family === 4 && percent >= 0)) return undefined;
  return family === 4 ? ipv4Reading(text, 32) : ipv6Reading(text, 128, dialect);
}

/** These facts make the text differ from the canonical text of the network. */
const RESPELLED = ADDRESS_ZEROS | PREFIX_ZEROS | HOST_BITS | NOT_CANONICAL | BARE_ADDRESS | BLANKS | ZONE;

function ipv4Reading(written: string, prefix: number): CidrReading {
  const value = scanned.ipv4;
  const network = prefix === 0 ? 0 : (value & (0xffffffff << (32 - prefix))) >>> 0;
  if (network !== value) scanned.bits |= HOST_BITS;
  const { bits } = scanned;
  const first = BigInt(network);
  const last = first | hostMask(32 - prefix);
  const text = (bits & (RESPELLED | IPV4_MAPPED)) === 0 ? written : `${formatIpv4(network)}/${prefix}`;
  const address = network === value ? first : BigInt(value);
  return { ok: true, range: { family: 4, first, last, prefix, text }, address, facts: factsOf(bits), bits };
}

const view = new DataView(new ArrayBuffer(16));

function ipv6Reading(written: string, prefix: number, dialect: CidrDialect): CidrReading {
  const { groups } = scanned;
  if (dialect.unmaps && prefix >= 96 && (scanned.bits & IPV4_MAPPED) !== 0) {
    scanned.ipv4 = (groups[6] ?? 0) * 0x10000 + (groups[7] ?? 0);
    return ipv4Reading(written, prefix - 96);
  }
  for (let at = 0; at < 8; at++) view.setUint16(at * 2, groups[at] ?? 0);
  const address = (view.getBigUint64(0) << 64n) | view.getBigUint64(8);
  const mask = hostMask(128 - prefix);
  const last = address | mask;
  const network = last ^ mask;
  if (network !== address) scanned.bits |= HOST_BITS;
  const { bits } = scanned;
  const text = (bits & RESPELLED) === 0 ? written : `${formatAddress(6, network)}/${prefix}`;
  return { ok: true, range: { family: 6, first: network, last, prefix, text }, address, facts: factsOf(bits), bits };
}

/** The blanks that Go's `strings.TrimSpace` drops: Unicode White_Space. */
const leadingBlanks = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/u;
const trailingBlanks = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/u;

function skipBlanks(text: string): number {
  return isPlain(text.charCodeAt(0)) ? 0 : (leadingBlanks.exec(text)?.[0].length ?? 0);
}

function dropBlanks(text: string, from: number): number {
  if (isPlain(text.charCodeAt(text.length - 1))) return text.length;
  return Math.max(from, text.length - (trailingBlanks.exec(text)?.[0].length ?? 0));
}

function isPlain(code: number): boolean {
  return code > 32 && code < 128;
}
