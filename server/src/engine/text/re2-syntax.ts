/**
 * Reads an expression as Go's `regexp.Compile` and RE2 do. Source: `regexp/syntax/parse.go` with the flags `Perl`, which is
 * RE2 without `\C`.
 */
import { characterClass, escape, folded, peek, Refused } from './re2-characters.ts';
import type { Characters, Flags, Reader } from './re2-characters.ts';

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

export type Re2 =
  | { readonly type: 'character'; readonly characters: Characters }
  | { readonly type: 'assertion'; readonly assertion: Assertion }
  | { readonly type: 'sequence'; readonly parts: readonly Re2[] }
  | { readonly type: 'choice'; readonly parts: readonly Re2[] }
  | { readonly type: 'repetition'; readonly part: Re2; readonly least: number; readonly most: number };

/** The longest repetition, also of repetitions within each other multiplied. */
const repeatLimit = 1000;

/** Something read, and how often it repeats what is in it. */
interface Sized {
  readonly node: Re2;
  readonly size: number;
}

/** The expression, or why it is refused, as a clause. */
export function readRe2(text: string): { readonly node: Re2 } | { readonly flaw: string } {
  const reader: Reader = { text, at: 0, flags: { ignoreCase: false, lines: false, dotAll: false } };
  try {
    const { node } = alternation(reader, 0);
    if (reader.at < text.length) throw new Refused('it closes a parenthesis that is not open');
    return { node };
  } catch (error) {
    if (error instanceof Refused) return { flaw: error.message };
    throw error;
  }
}

/** Reads up to a closing parenthesis or the end. `depth` is the number of open groups. */
function alternation(reader: Reader, depth: number): Sized {
  if (depth > repeatLimit) throw new Refused('its groups are nested too deep');
  const choices: Re2[][] = [[]];
  let largest = 1;
  let repeatable: Sized | undefined;
  while (reader.at < reader.text.length && peek(reader) !== ')') {
    const parts = choices[choices.length - 1] ?? [];
    if (peek(reader) === '|') {
      reader.at++;
      repeatable = undefined;
      choices.push([]);
      continue;
    }
    const isRepeated = isRepetition(reader);
    if (isRepeated && repeatable === undefined) throw new Refused(`${quantifier(reader).text} has nothing before it to repeat`);
    const read: Sized | undefined = isRepeated && repeatable !== undefined ? repeated(reader, repeatable) : atom(reader, depth, parts);
    if (read === undefined) continue;
    if (isRepeated) parts.pop();
    parts.push(read.node);
    repeatable = read;
    largest = Math.max(largest, read.size);
  }
  const sequences = choices.map((parts): Re2 => ({ type: 'sequence', parts }));
  return { node: { type: 'choice', parts: sequences }, size: largest };
}

function repeated(reader: Reader, { node, size }: Sized): Sized {
  const { text, least, most } = quantifier(reader);
  if (peek(reader) === '?') reader.at++;
  if (reader.at < reader.text.length && isRepetition(reader)) throw new Refused(`two repetitions follow each other: ${text}${quantifier(reader).text}`);
  const count = text.startsWith('{') ? (most === Infinity ? least : most) : 0;
  const total = size * Math.max(1, count);
  if (count > 1 && total > repeatLimit) throw new Refused(`it repeats more than ${repeatLimit} times`);
  return { node: { type: 'repetition', part: node, least, most }, size: count > 1 ? total : size };
}

function isRepetition(reader: Reader): boolean {
  const character = peek(reader);
  return character === '*' || character === '+' || character === '?' || (character === '{' && bounds(reader) !== undefined);
}

function bounds({ text, at }: Reader): RegExpExecArray | undefined {
  const form = /\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}/y;
  form.lastIndex = at;
  return form.exec(text) ?? undefined;
}

interface Quantifier {
  readonly text: string;
  readonly least: number;
  readonly most: number;
}

/** Reads a repetition; the reader stands behind it. */
function quantifier(reader: Reader): Quantifier {
  const match = bounds(reader);
  if (match === undefined) {
    const text = reader.text.charAt(reader.at++);
    return { text, least: text === '+' ? 1 : 0, most: text === '?' ? 1 : Infinity };
  }
  reader.at += match[0].length;
  const least = Number(match[1]);
  const most = match[3] !== undefined ? Number(match[3]) : match[2] === undefined ? least : Infinity;
  if (least > repeatLimit || (most !== Infinity && (most > repeatLimit || most < least))) throw new Refused(`the repetition ${match[0]} is not possible: at most ${repeatLimit}, the smaller number first`);
  return { text: match[0], least, most };
}

/**
 * Reads one thing. `undefined` for flags, which are nothing that could be repeated. Of a quoted text all but the last
 * character are put to the parts at once: a repetition behind it is about that one.
 */
function atom(reader: Reader, depth: number, parts: Re2[]): Sized | undefined {
  const character = peek(reader);
  if (character === '(') return group(reader, depth);
  if (character === '\\' && reader.text.startsWith('\\Q', reader.at)) return { node: quoted(reader, parts), size: 1 };
  return { node: single(reader, character), size: 1 };
}

function single(reader: Reader, character: string): Re2 {
  const { flags } = reader;
  if (character === '[') return { type: 'character', characters: characterClass(reader) };
  if (character === '\\') return escaped(reader);
  const code = reader.text.codePointAt(reader.at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  if (character === '.') return { type: 'character', characters: flags.dotAll ? () => true : (one) => one !== newline };
  if (character === '^') return { type: 'assertion', assertion: flags.lines ? 'line-start' : 'text-start' };
  if (character === '$') return { type: 'assertion', assertion: flags.lines ? 'line-end' : 'text-end' };
  return literal(code, flags);
}

const newline = 10;

function literal(code: number, flags: Flags): Re2 {
  return { type: 'character', characters: folded((one) => one === code, flags) };
}

const assertions: Readonly<Record<string, Assertion>> = { A: 'text-start', z: 'text-end', b: 'word-edge', B: 'no-word-edge' };

function escaped(reader: Reader): Re2 {
  const read = escape(reader, false);
  if ('code' in read) return literal(read.code, reader.flags);
  return 'characters' in read ? { type: 'character', characters: read.characters } : { type: 'assertion', assertion: assertions[read.assertion] ?? 'word-edge' };
}

function quoted(reader: Reader, parts: Re2[]): Re2 {
  const end = reader.text.indexOf('\\E', reader.at);
  const text = reader.text.slice(reader.at + 2, end < 0 ? reader.text.length : end);
  reader.at = end < 0 ? reader.text.length : end + 2;
  const literals = Array.from(text, (one) => literal(one.codePointAt(0) ?? 0, reader.flags));
  const last = literals.pop();
  parts.push(...literals);
  return last ?? { type: 'sequence', parts: [] };
}

function group(reader: Reader, depth: number): Sized | undefined {
  const { text, flags } = reader;
  const start = reader.at;
  reader.at++;
  if (peek(reader) === '?' && !named(reader)) {
    const end = flagsOf(reader);
    if (end === undefined) throw new Refused(`${lookAround(text.slice(start, start + 4))} is not supported`);
    if (end === ')') return undefined;
  }
  const read = alternation(reader, depth + 1);
  if (peek(reader) !== ')') throw new Refused('a parenthesis is not closed');
  reader.at++;
  reader.flags = flags;
  return read;
}

/** Reads the name of a group, if it has one. */
function named(reader: Reader): boolean {
  const form = /\?P?<[A-Za-z0-9_]+>/y;
  form.lastIndex = reader.at;
  const found = form.exec(reader.text);
  reader.at += found?.[0].length ?? 0;
  return found !== null;
}

/** Reads flags, and gives what stands behind them: `:` before a group, `)` where they count for the rest of the one around. */
function flagsOf(reader: Reader): string | undefined {
  const form = /\?([imsU]*(?:-[imsU]+)?)([:)])/y;
  form.lastIndex = reader.at;
  const found = form.exec(reader.text);
  if (found === null) return undefined;
  reader.at += found[0].length;
  reader.flags = changed(reader.flags, found[1] ?? '');
  return found[2];
}

/** Flags after `i`, or `i-ms`. `U` is about which match is preferred, not about whether there is one. */
function changed(flags: Flags, written: string): Flags {
  const [on = '', off = ''] = written.split('-');
  const after = (flag: string, before: boolean): boolean => (on.includes(flag) || before) && !off.includes(flag);
  return { ignoreCase: after('i', flags.ignoreCase), lines: after('m', flags.lines), dotAll: after('s', flags.dotAll) };
}

function lookAround(start: string): string {
  if (start.startsWith('(?<=') || start.startsWith('(?<!')) return `a look behind, ${start},`;
  return start.startsWith('(?=') || start.startsWith('(?!') ? `a look ahead, ${start.slice(0, 3)},` : start.slice(0, 3);
}
