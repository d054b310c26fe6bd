// The entry: one text, one dialect, one answer.

import { cidrDialects, lenient, type CidrDialect } from './dialect.ts';
import { explain } from './explain.ts';
import { ADDRESS_ZEROS, BARE_ADDRESS, HOST_BITS, IPV4_MAPPED, NOT_CANONICAL, PREFIX_ZEROS } from './facts.ts';
import { readCidr, type CidrReading } from './read.ts';
import { reason, type CidrReason, type CidrReasonCode, type CidrSuggestion } from './reason.ts';
import { repairsOf } from './repair.ts';

/** A value that the dialect does not accept. */
export interface CidrFailure {
  readonly ok: false;
  readonly reason: CidrReason;
  /** Alternative replacements, best first; each valid in the dialect. Empty where none is unambiguous. */
  readonly suggestions: readonly CidrSuggestion[];
  /** What the value means all the same, when it could be understood and only the dialect refuses it. */
  readonly reading?: CidrReading;
}

export type CidrResult = CidrReading | CidrFailure;

/** Reads a CIDR (or address, as the dialect has it). Text with template markers is the caller's business. */
export function parseCidr(text: string, dialect: CidrDialect = cidrDialects.ipblock): CidrResult {
  const reading = readCidr(text, dialect);
  if (reading === undefined) return { ok: false, ...explain(text, dialect) };
  if ((reading.bits & dialect.refusedBits) !== 0) return refusal(text, reading, dialect);
  if (dialect.ipv4Only && reading.range.family === 6) {
    return { ok: false, reason: reason('ipv6-unsupported', text, 0, text.length, { family: 6 }), suggestions: [], reading };
  }
  return reading;
}

/** What any of our grammars would understand of the text: for hover, and for values in fields that are not checked. */
export function understandCidr(text: string): CidrReading | undefined {
  return readCidr(text, lenient);
}

/** The valid ways to write a value that was understood: canonical text; for host bits the network, then the one address. */
export function rewrites(reading: CidrReading, dialect: CidrDialect = cidrDialects.ipblock): CidrSuggestion[] {
  return repairsOf(reading, dialect);
}

/** Which fact a refusal speaks about, in the order of Kubernetes' `parseCIDR`: zeros, mapped, host bits. */
const refusals: readonly (readonly [number, CidrReasonCode])[] = [
  [ADDRESS_ZEROS | PREFIX_ZEROS, 'leading-zeros'],
  [IPV4_MAPPED, 'ipv4-mapped'],
  [HOST_BITS, 'host-bits'],
  [NOT_CANONICAL, 'not-canonical'],
];

function refusal(text: string, reading: CidrReading, dialect: CidrDialect): CidrFailure {
  const refused = reading.bits & dialect.refusedBits;
  const code = refusals.find(([bits]) => (refused & bits) !== 0)?.[1] ?? 'not-an-address';
  const { start, end } = placeOf(code, text, reading.bits);
  const why = reason(code, text, start, end, { family: reading.range.family });
  return { ok: false, reason: why, suggestions: repairsOf(reading, dialect), reading };
}

/** The characters that a refused fact is about. */
function placeOf(code: CidrReasonCode, text: string, bits: number): { readonly start: number; readonly end: number } {
  const slash = (bits & BARE_ADDRESS) === 0 ? text.indexOf('/') : text.length;
  if (code !== 'leading-zeros') return { start: 0, end: slash };
  if ((bits & ADDRESS_ZEROS) === 0) return { start: slash + 1, end: text.length };
  for (const match of text.slice(0, slash).matchAll(/[0-9a-f]+/gi)) {
    const end = match.index + match[0].length;
    const octet = text[end] === '.' || text[match.index - 1] === '.';
    if (octet ? /^0[0-9]/.test(match[0]) : match[0].length > 4) return { start: match.index, end };
  }
  return { start: 0, end: slash };
}
