// Why a text is not a value of its dialect: one small function per kind of mistake, asked in order.

import type { CidrDialect } from './dialect.ts';
import { explainAddress } from './explain-address.ts';
import { explainPrefix } from './explain-prefix.ts';
import { explainRange, explainWildcard } from './explain-shape.ts';
import { widthOf } from './family.ts';
import { scanAddress } from './scan.ts';
import { reason, type Explanation } from './reason.ts';
import { repairs, splitInto } from './repair.ts';

/** Explains a text that `readCidr` does not understand. */
export function explain(text: string, dialect: CidrDialect): Explanation {
  for (const mistake of text.length > LONGEST_EXPLAINED ? [] : mistakes) {
    const found = mistake(text, dialect);
    if (found !== undefined) return found;
  }
  return { reason: reason('not-an-address', text, 0, text.length), suggestions: [] };
}

/** A longer text is some other content altogether, and not worth the patterns below. */
const LONGEST_EXPLAINED = 2000;

type Mistake = (text: string, dialect: CidrDialect) => Explanation | undefined;

const mistakes: readonly Mistake[] = [
  empty, url, list, explainRange, blank, port, stray, zone, explainWildcard, explainPrefix, short, hostname, address, bare,
];

/** Blanks, and characters that look like nothing at all: zero-width spaces and joiners, the byte order mark. */
const blanks = /[\s\u0085\u200b-\u200d\u2060\ufeff]+/gu;

function without(text: string): string {
  return text.replace(blanks, '');
}

function empty(text: string): Explanation | undefined {
  return without(text) === '' ? { reason: reason('empty', text, 0, text.length), suggestions: [] } : undefined;
}

function url(text: string, dialect: CidrDialect): Explanation | undefined {
  const match = /^\s*[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(text);
  if (match === null) return undefined;
  const host = (match[1] ?? '').replace(/^\[|\]$/g, '');
  return { reason: reason('url', text, 0, text.length), suggestions: repairs(host, dialect) };
}

function list(text: string, dialect: CidrDialect): Explanation | undefined {
  const separator = /[,;|]/.exec(text);
  if (separator !== null) {
    const items = text.split(/[,;|]/).map((item) => item.trim()).filter((item) => item !== '');
    if (items.length === 1 || items.every((item) => !looksNumeric(item))) return undefined;
    return { reason: reason('list', text, 0, text.length), suggestions: splitInto(items, dialect) };
  }
  const words = text.trim().split(/\s+/);
  if (words.length < 2 || words.some((word) => word.length < 3 || repairs(word, dialect).length === 0)) return undefined;
  return { reason: reason('list', text, 0, text.length), suggestions: splitInto(words, dialect) };
}

function looksNumeric(item: string): boolean {
  return /^[0-9a-f.:]*[0-9:][0-9a-f.:]*(?:\/[0-9.]*)?$/i.test(item);
}

function blank(text: string, dialect: CidrDialect): Explanation | undefined {
  const found = text.match(blanks)?.[0];
  if (found === undefined) return undefined;
  const start = text.indexOf(found);
  return { reason: reason('blank', text, start, start + found.length), suggestions: repairs(without(text), dialect) };
}

/** Quotes, brackets, a backslash or a look-alike for the slash, a doubled slash, a comma or dot at the end. */
function stray(text: string, dialect: CidrDialect): Explanation | undefined {
  const cleaned = text
    .replace(/["'`\u201C\u201D\u2018\u2019[\](){}<>]/gu, '')
    .replace(/[\\\u2044\u2215\uFF0F]/gu, '/')
    .replace(/\/{2,}/g, '/')
    .replace(/[.,;|]+$/, '');
  if (cleaned === text) return undefined;
  const suggestions = repairs(cleaned, dialect);
  if (suggestions.length === 0) return undefined;
  const start = [...cleaned].findIndex((character, at) => text[at] !== character);
  const at = start < 0 ? cleaned.length : start;
  return { reason: reason('stray-character', text, at, at + 1), suggestions };
}

function zone(text: string, dialect: CidrDialect): Explanation | undefined {
  const match = /^([0-9a-f:.]*:[0-9a-f:.]*)(%[^/]*)(\/[0-9]+)?$/i.exec(text);
  if (match === null) return undefined;
  const [, before = '', name = '', prefix = ''] = match;
  const start = before.length;
  return { reason: reason('zone', text, start, start + name.length, { family: 6 }), suggestions: repairs(before + prefix, dialect) };
}

function port(text: string, dialect: CidrDialect): Explanation | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+(?:\/[0-9]+)?)):([0-9]*)$/i.exec(text);
  if (match === null) return undefined;
  const block = match[1] ?? match[2] ?? '';
  const start = text.lastIndexOf(':');
  return { reason: reason('port', text, start, text.length), suggestions: repairs(block, dialect) };
}

function short(text: string, dialect: CidrDialect): Explanation | undefined {
  const match = /^([0-9]{1,3}(?:\.[0-9]{1,3}){0,2})\.?\/([0-9]+)$/.exec(text);
  if (match === null) return undefined;
  const [, octets = '', prefix = ''] = match;
  const padded = [...octets.split('.'), '0', '0', '0'].slice(0, 4).join('.');
  const suggestions = repairs(`${padded}/${prefix}`, dialect);
  if (suggestions.length === 0) return undefined;
  const kept = suggestions.length === 1 ? suggestions : [];
  return { reason: reason('short', text, 0, text.indexOf('/'), { limit: 4, family: 4 }), suggestions: kept };
}

/** A name whose last label begins with a letter; three numbers and a slip of the finger (`10.0.0.o`) are left to the octets. */
function hostname(text: string): Explanation | undefined {
  const match = /^(?:\*\.)?((?:[a-z0-9_-]+\.)*[a-z][a-z0-9_-]*)\.?(?::[0-9]+)?(?:\/.*)?$/i.exec(text);
  return match === null || /^(?:[0-9]+\.){3}[^.]+$/.test(match[1] ?? '') ? undefined : { reason: reason('hostname', text, 0, text.length), suggestions: [] };
}

function address(text: string): Explanation | undefined {
  const slash = text.indexOf('/');
  const found = explainAddress(text, 0, slash < 0 ? text.length : slash);
  return found === undefined ? undefined : { reason: found, suggestions: [] };
}

/** A good address, where a prefix length is needed. */
function bare(text: string, dialect: CidrDialect): Explanation | undefined {
  const family = scanAddress(text, 0, text.length);
  if (family === 0) return undefined;
  const at = text.length;
  return { reason: reason('no-prefix', text, at, at, { limit: widthOf(family), family }), suggestions: repairs(text, dialect) };
}
