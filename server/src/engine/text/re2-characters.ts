// Characters and classes of characters in an expression of RE2: `a`, `\d`, `[^a-z]`, `[[:alpha:]]`, `\p{Greek}`.
import { dictionary } from './dictionary.ts';

export class Refused extends Error {}

export interface Reader {
  readonly text: string;
  at: number;
  /** Set by `(?i)`, `(?m)` and `(?s)`, up to the end of the group. */
  flags: Flags;
}

export interface Flags {
  readonly ignoreCase: boolean;
  readonly lines: boolean;
  readonly dotAll: boolean;
}

/** Whether a character, by its code point, is meant. */
export type Characters = (code: number) => boolean;

export function peek({ text, at }: Reader): string {
  return text.charAt(at);
}

function between(low: number, high: number): Characters {
  return (code) => low <= code && code <= high;
}

function anyOf(classes: readonly Characters[]): Characters {
  return (code) => classes.some((one) => one(code));
}

function not(characters: Characters): Characters {
  return (code) => !characters(code);
}

/** The characters of a text, with `-` for ranges. */
function among(ranges: string): Characters {
  return anyOf([...ranges.matchAll(/([^])-([^])|([^])/gu)].map(([, low = '', high = '', single = '']) => (single === '' ? between(low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0) : between(single.codePointAt(0) ?? 0, single.codePointAt(0) ?? 0))));
}

/** With `(?i)`, the other case of each character is meant as well. */
export function folded(characters: Characters, { ignoreCase }: Flags): Characters {
  if (!ignoreCase) return characters;
  return (code) => characters(code) || [...casesOf(code)].some((other) => characters(other));
}

function* casesOf(code: number): Generator<number> {
  const written = String.fromCodePoint(code);
  for (const other of [written.toLowerCase(), written.toUpperCase()]) {
    const folded = other.codePointAt(0);
    if (folded !== undefined && folded !== code && String.fromCodePoint(folded) === other) yield folded;
  }
}

const digit = among('0-9');
const word = among('0-9A-Za-z_');
const space = among('\t\n\f\r ');

/** Whether a character counts as part of a word for `\b`. */
export const isWord: Characters = word;

const perlClasses: Readonly<Record<string, Characters>> = { d: digit, w: word, s: space };

const namedClasses = dictionary<Characters>({
  alnum: among('0-9A-Za-z'), alpha: among('A-Za-z'), ascii: between(0, 0x7f), blank: among('\t '), cntrl: anyOf([between(0, 0x1f), between(0x7f, 0x7f)]), digit, graph: between(0x21, 0x7e),
  lower: among('a-z'), print: between(0x20, 0x7e), punct: anyOf([between(0x21, 0x2f), between(0x3a, 0x40), between(0x5b, 0x60), between(0x7b, 0x7e)]), space: anyOf([space, between(0x0b, 0x0b)]),
  upper: among('A-Z'), word, xdigit: among('0-9A-Fa-f'),
});

/** A category or script of Unicode; `undefined` for names of neither. */
function unicodeClass(name: string): Characters | undefined {
  if (name === 'Any') return () => true;
  for (const property of ['gc', 'sc']) {
    try {
      const expression = new RegExp(`^\\p{${property}=${name}}$`, 'u');
      return (code) => expression.test(String.fromCodePoint(code));
    } catch {
      // The other property may have the name.
    }
  }
  return undefined;
}

const common = String.raw`[dDsSwW]|[pP](?:[A-Z]|\{\^?[A-Za-z_]+\})|[afnrtv]|0[0-7]{0,2}|[1-7][0-7]{1,2}|x[0-9a-fA-F]{2}|x\{([0-9a-fA-F]+)\}|[\0-/:-@\[-\x60{-\x7f]`;
const inClassEscape = new RegExp(`^\\\\(?:${common})`);
const plainEscape = new RegExp(`^\\\\(?:[AbBz]|${common})`);

/** What an escape stands for: one character, or a class of its own. Assertions stand for none. */
export type Escaped = { readonly code: number } | { readonly characters: Characters } | { readonly assertion: string };

/** Reads `\x`. In a class, assertions are no characters. */
export function escape(reader: Reader, inClass: boolean): Escaped {
  const rest = reader.text.slice(reader.at, reader.at + 60);
  if (rest.length < 2) throw new Refused('it ends with a backslash');
  const match = (inClass ? inClassEscape : plainEscape).exec(rest);
  if (match === null) throw new Refused(`the escape ${rest.slice(0, 2)} is not known`);
  const code = match[1] === undefined ? 0 : Number.parseInt(match[1], 16);
  if (code > 0x10ffff) throw new Refused(`there is no ${match[0]}`);
  reader.at += match[0].length;
  return meaningOf(match[0], reader.flags);
}

function meaningOf(written: string, flags: Flags): Escaped {
  const letter = written.charAt(1);
  const perl = perlClasses[letter.toLowerCase()];
  if (perl !== undefined) return { characters: letter === letter.toLowerCase() ? folded(perl, flags) : not(folded(perl, flags)) };
  if (letter === 'p' || letter === 'P') return { characters: unicodeMeaning(written, flags) };
  if ('AbBz'.includes(letter)) return { assertion: letter };
  return { code: codeOf(written.slice(1)) };
}

function unicodeMeaning(written: string, flags: Flags): Characters {
  const [, sign = '', caret, name = ''] = /^\\([pP])\{?(\^?)([A-Za-z_]+)\}?$/.exec(written) ?? [];
  const found = unicodeClass(name);
  if (found === undefined) throw new Refused(`there is no ${written}`);
  return (sign === 'P') === (caret === '^') ? folded(found, flags) : not(folded(found, flags));
}

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

function codeOf(written: string): number {
  if (written.startsWith('x')) return Number.parseInt(written.replaceAll(/[x{}]/g, ''), 16);
  if (/^[0-7]/.test(written)) return Number.parseInt(written, 8);
  return controls[written] ?? written.codePointAt(0) ?? 0;
}

/** Reads `[…]`. */
export function characterClass(reader: Reader): Characters {
  const { text, flags } = reader;
  reader.at++;
  const negated = peek(reader) === '^';
  if (negated) reader.at++;
  const parts: Characters[] = [];
  for (let first = true; first || peek(reader) !== ']'; first = false) {
    if (reader.at >= text.length) throw new Refused('a bracket is not closed');
    parts.push(text.startsWith('[:', reader.at) && text.includes(':]', reader.at + 2) ? namedClass(reader) : classRange(reader));
  }
  reader.at++;
  const found = folded(anyOf(parts), flags);
  return negated ? not(found) : found;
}

function namedClass(reader: Reader): Characters {
  const end = reader.text.indexOf(':]', reader.at + 2) + 2;
  const written = reader.text.slice(reader.at, end);
  const [, caret, name = ''] = /^\[:(\^?)([a-z]+):\]$/.exec(written) ?? [];
  const found = namedClasses[name];
  if (found === undefined) throw new Refused(`there is no class ${written.slice(0, 20)}`);
  reader.at = end;
  return caret === '^' ? not(found) : found;
}

function classRange(reader: Reader): Characters {
  const { text } = reader;
  const low = classCharacter(reader);
  if (typeof low !== 'number') return low;
  if (peek(reader) !== '-' || reader.at + 1 >= text.length || text.charAt(reader.at + 1) === ']') return between(low, low);
  reader.at++;
  const high = classCharacter(reader);
  if (typeof high !== 'number' || high < low) throw new Refused('a range in brackets ends before it starts');
  return between(low, high);
}

/** Reads one character of a class, or a class of its own (`\d`). */
function classCharacter(reader: Reader): number | Characters {
  if (peek(reader) === '\\') {
    const escaped = escape(reader, true);
    return 'code' in escaped ? escaped.code : 'characters' in escaped ? escaped.characters : 0;
  }
  const code = reader.text.codePointAt(reader.at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  return code;
}
