// Mistakes after the slash, when a good address stands before it.

import type { CidrDialect } from './dialect.ts';
import { widthOf, type Family } from './family.ts';
import { reason, type CidrSuggestion, type Explanation } from './reason.ts';
import { repairs } from './repair.ts';
import { scanAddress, scanned } from './scan.ts';

/** Explains what follows the first slash; undefined without a slash, or if what precedes it is no address. */
export function explainPrefix(text: string, dialect: CidrDialect): Explanation | undefined {
  const slash = text.indexOf('/');
  const family = slash < 0 ? 0 : scanAddress(text, 0, slash);
  if (family === 0) return undefined;
  const written: Written = { text, address: text.slice(0, slash), prefix: text.slice(slash + 1), slash, family, dialect };
  return missing(written) ?? unwanted(written) ?? netmask(written) ?? extraSlash(written) ?? sign(written) ?? tooLong(written) ?? notANumber(written);
}

interface Written {
  readonly text: string;
  readonly address: string;
  readonly prefix: string;
  readonly slash: number;
  readonly family: Family;
  readonly dialect: CidrDialect;
}

function missing({ text, prefix, slash, family }: Written): Explanation | undefined {
  if (prefix !== '') return undefined;
  return { reason: reason('prefix-missing', text, slash, slash + 1, { limit: widthOf(family), family }), suggestions: [] };
}

function unwanted({ text, slash, family, dialect }: Written): Explanation | undefined {
  if (dialect.form !== 'address') return undefined;
  return { reason: reason('prefix-unwanted', text, slash, text.length, { family }), suggestions: repairs(text, dialect) };
}

function netmask({ text, address, prefix, slash, family, dialect }: Written): Explanation | undefined {
  if (family === 6 || scanAddress(prefix, 0, prefix.length) !== 4) return undefined;
  const length = prefixOfMask(scanned.ipv4, address);
  const suggestions = length < 0 ? [] : repairs(`${address}/${length}`, dialect);
  return { reason: reason('netmask', text, slash + 1, text.length, { family }), suggestions };
}

/**
 * The prefix length that a netmask (`255.0.0.0`) or a wildcard mask (`0.255.255.255`) means; -1 if it is neither, or
 * both: `0.0.0.0` is a netmask of everything and a wildcard mask of one address, unless the address is zero too.
 */
function prefixOfMask(mask: number, address: string): number {
  if (mask === 0) return /^[0.]+$/.test(address) ? 0 : -1;
  const length = leadingOnes(mask);
  if (length >= 0) return length;
  return leadingOnes(~mask >>> 0);
}

function leadingOnes(mask: number): number {
  const length = Math.clz32(~mask);
  return length === 32 || mask << length === 0 ? length : -1;
}

function extraSlash({ text, address, prefix, slash, dialect }: Written): Explanation | undefined {
  const second = prefix.indexOf('/');
  if (second < 0) return undefined;
  const at = slash + 1 + second;
  const onlyLast = second === prefix.length - 1;
  const suggestions = onlyLast ? repairs(`${address}/${prefix.slice(0, second)}`, dialect) : [];
  return { reason: reason('extra-slash', text, at, at + 1), suggestions };
}

function sign({ text, address, prefix, slash, family, dialect }: Written): Explanation | undefined {
  if (!/^[+-][0-9]+$/.test(prefix)) return undefined;
  const suggestions = prefix.startsWith('+') ? repairs(`${address}/${prefix.slice(1)}`, dialect) : [];
  return { reason: reason('prefix-sign', text, slash + 1, text.length, { family }), suggestions };
}

function tooLong({ text, address, prefix, slash, family, dialect }: Written): Explanation | undefined {
  const limit = widthOf(family);
  if (!/^[0-9]+$/.test(prefix) || Number(prefix) <= limit) return undefined;
  // Someone who writes /128 after an IPv4 address means a single address; other numbers are anyone's guess.
  const suggestions: readonly CidrSuggestion[] = Number(prefix) === 128 ? repairs(`${address}/32`, dialect) : [];
  return { reason: reason('prefix-too-long', text, slash + 1, text.length, { limit, family }), suggestions };
}

function notANumber({ text, prefix, slash, family }: Written): Explanation | undefined {
  if (/^[0-9]+$/.test(prefix)) return undefined;
  return { reason: reason('prefix-not-a-number', text, slash + 1, text.length, { limit: widthOf(family), family }), suggestions: [] };
}
