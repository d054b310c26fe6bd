// Replacement texts: from something that can be understood to what the field accepts.

import { lenient, type CidrDialect } from './dialect.ts';
import { BARE_ADDRESS, HOST_BITS, IPV4_MAPPED } from './facts.ts';
import { formatAddress } from './format.ts';
import { hostRange, unmapped } from './range.ts';
import { readCidr, type CidrReading } from './read.ts';
import type { CidrSuggestion } from './reason.ts';

/**
 * The valid ways to write what `text` means, in the given dialect: one, or for host bits two (the network, the one
 * address). None if the text cannot be understood, or its meaning cannot be said in the dialect.
 */
export function repairs(text: string, dialect: CidrDialect): CidrSuggestion[] {
  const reading = readCidr(text, lenient);
  return reading === undefined ? [] : repairsOf(reading, dialect);
}

/** The same for a value that is understood already. */
export function repairsOf(reading: CidrReading, dialect: CidrDialect): CidrSuggestion[] {
  return candidates(reading, dialect).filter((suggestion) => suggestion.texts.every((text) => isClean(text, dialect)));
}

/** Several values that stand in one text, each repaired; none if one of them has no repair or an ambiguous one. */
export function splitInto(texts: readonly string[], dialect: CidrDialect): CidrSuggestion[] {
  const repaired = texts.map((text) => repairs(text, dialect));
  const clear = repaired.flatMap((options) => (options.length === 1 ? (options[0]?.texts ?? []) : []));
  return clear.length === texts.length ? [{ kind: 'rewrite', texts: clear }] : [];
}

function candidates(reading: CidrReading, dialect: CidrDialect): CidrSuggestion[] {
  const { bits } = reading;
  // A prefix shorter than the mapping's 96 bits has no IPv4 meaning.
  if (reading.range.family === 6 && (bits & IPV4_MAPPED) !== 0 && reading.range.prefix < 96) return [];
  const network = unmapped(reading.range);
  const host = unmapped(hostRange(reading.range.family, reading.address));
  const single = formatAddress(host.family, host.first);
  if ((bits & BARE_ADDRESS) !== 0) return [dialect.form === 'cidr' ? { kind: 'host', texts: [host.text] } : { kind: 'rewrite', texts: [single] }];
  if (dialect.form === 'address') return network.text === host.text ? [{ kind: 'rewrite', texts: [single] }] : [];
  if ((bits & HOST_BITS) === 0) return [{ kind: 'rewrite', texts: [network.text] }];
  return [
    { kind: 'network', texts: [network.text] },
    { kind: 'host', texts: [dialect.form === 'cidr' ? host.text : single] },
  ];
}

/** Accepted by the dialect, without anything unusual that could be called a problem later. */
function isClean(text: string, dialect: CidrDialect): boolean {
  const reading = readCidr(text, dialect);
  return reading !== undefined && (reading.bits & ~BARE_ADDRESS) === 0 && !(dialect.ipv4Only && reading.range.family === 6);
}
