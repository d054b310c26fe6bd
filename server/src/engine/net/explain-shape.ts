// Other notations for a set of addresses: ranges and wildcards.

import { networksBetween } from './decompose.ts';
import { lenient, type CidrDialect } from './dialect.ts';
import { HOST_BITS } from './facts.ts';
import { readCidr, type CidrReading } from './read.ts';
import { reason, type CidrSuggestion, type Explanation } from './reason.ts';
import { repairs, splitInto } from './repair.ts';

/** A range becomes at most so many networks; a longer list is not what anyone wants in a manifest. */
const LONGEST_SPLIT = 32;

/** `10.0.0.1-10.0.0.9`, `10.0.0.1 - 9`, `10.0.0.1..10.0.0.9`, `2001:db8::1 to 2001:db8::ff`. */
export function explainRange(text: string, dialect: CidrDialect): Explanation | undefined {
  // A hyphen or the dashes that word processors make of one.
  const match = /^\s*([^\s-]+?)\s*(?:[-\u2013\u2014]|\.\.\.?|\bto\b)\s*([^\s-]+)\s*$/u.exec(text);
  const first = readPlain(match?.[1] ?? '');
  const last = readPlain(completed(match?.[1] ?? '', match?.[2] ?? ''));
  if (match === null || first === undefined || last === undefined) return undefined;
  return { reason: reason('range', text, 0, text.length), suggestions: networksOf(first, last, dialect) };
}

function networksOf(first: CidrReading, last: CidrReading, dialect: CidrDialect): CidrSuggestion[] {
  if (first.range.family !== last.range.family) return [];
  const networks = networksBetween(first.range.family, first.range.first, last.range.last, LONGEST_SPLIT + 1);
  if (networks.length === 0 || networks.length > LONGEST_SPLIT) return [];
  return splitInto(networks.map((network) => network.text), dialect);
}

/** An address, or a network without host bits. */
function readPlain(text: string): CidrReading | undefined {
  const reading = readCidr(text, lenient);
  return reading === undefined || (reading.bits & HOST_BITS) !== 0 ? undefined : reading;
}

/** `10.0.0.1-9` means `10.0.0.1-10.0.0.9`. */
function completed(first: string, last: string): string {
  return /^[0-9]{1,3}$/.test(last) && /^[0-9.]+$/.test(first) ? first.replace(/[0-9]+$/, last) : last;
}

/** `10.0.*.*`, `10.*`, `10.0.x.x`, and `*` alone. */
export function explainWildcard(text: string, dialect: CidrDialect): Explanation | undefined {
  const start = text.search(/[*xX]/);
  if (start < 0 || !/^[0-9a-f:.*x]+(?:\/[0-9]+)?$/i.test(text) || /0x/i.test(text)) return undefined;
  const [pattern = '', prefix] = text.split('/');
  const end = pattern.length;
  return { reason: reason('wildcard', text, start, end), suggestions: wildcardNetworks(pattern, prefix, dialect) };
}

function wildcardNetworks(pattern: string, prefix: string | undefined, dialect: CidrDialect): CidrSuggestion[] {
  if (pattern === '*') return prefix === undefined ? [...repairs('0.0.0.0/0', dialect), ...repairs('::/0', dialect)] : [];
  const match = /^((?:[0-9]{1,3}\.){1,3})[*x](?:\.[*x]){0,2}$/i.exec(pattern);
  const fixed = match?.[1]?.split('.').filter((octet) => octet !== '') ?? [];
  const length = fixed.length * 8;
  if (match === null || pattern.split('.').length > 4 || (prefix !== undefined && Number(prefix) !== length)) return [];
  const octets = [...fixed, '0', '0', '0'].slice(0, 4).join('.');
  return repairs(`${octets}/${length}`, dialect);
}
