/**
 * Whether Go's `regexp.Compile` takes an expression. Source: `regexp/syntax/parse.go` with the flags `Perl`, which is RE2
 * without `\C`. Nothing of it is ever run: the syntax alone is read.
 */

/** The longest repetition, also of repetitions within each other multiplied. */
const repeatLimit = 1000;

class Refused extends Error {}

interface Reader {
  readonly text: string;
  at: number;
}

/** Why an expression is refused, as a clause; `undefined` where it is taken. */
export function re2Flaw(text: string): string | undefined {
  const reader: Reader = { text, at: 0 };
  try {
    alternation(reader, 0);
    if (reader.at < text.length) throw new Refused('it closes a parenthesis that is not open');
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

/** Reads up to a closing parenthesis or the end. `depth` is the number of open groups. */
function alternation(reader: Reader, depth: number): number {
  if (depth > repeatLimit) throw new Refused('its groups are nested too deep');
  let largest = 1;
  let repeatable = false;
  let size = 1;
  while (reader.at < reader.text.length && peek(reader) !== ')') {
    const character = peek(reader);
    if (character === '|') {
      reader.at++;
      repeatable = false;
    } else if (isRepetition(reader)) {
      if (!repeatable) throw new Refused(`${quantifier(reader).text} has nothing before it to repeat`);
      size = repeated(reader, size);
      largest = Math.max(largest, size);
    } else {
      const read = atom(reader, depth);
      if (read === undefined) continue;
      repeatable = true;
      size = read;
      largest = Math.max(largest, size);
    }
  }
  return largest;
}

function repeated(reader: Reader, size: number): number {
  const first = quantifier(reader);
  if (peek(reader) === '?') reader.at++;
  if (reader.at < reader.text.length && isRepetition(reader)) throw new Refused(`two repetitions follow each other: ${first.text}${quantifier(reader).text}`);
  const total = size * Math.max(1, first.count);
  if (first.count > 1 && total > repeatLimit) throw new Refused(`it repeats more than ${repeatLimit} times`);
  return first.count > 1 ? total : size;
}

function isRepetition(reader: Reader): boolean {
  const character = peek(reader);
  return character === '*' || character === '+' || character === '?' || (character === '{' && bounds(reader) !== undefined);
}

function bounds({ text, at }: Reader): RegExpExecArray | undefined {
  const form = /\{(0|[1-9]\d*)(?:,(0|[1-9]\d*)?)?\}/y;
  form.lastIndex = at;
  return form.exec(text) ?? undefined;
}

/** Reads a repetition; the reader stands behind it. */
function quantifier(reader: Reader): { readonly text: string; readonly count: number } {
  const match = bounds(reader);
  if (match === undefined) return { text: reader.text.charAt(reader.at++), count: 0 };
  reader.at += match[0].length;
  const low = Number(match[1]);
  const high = match[2] === undefined ? low : Number(match[2]);
  if (low > repeatLimit || high > repeatLimit || high < low) throw new Refused(`the repetition ${match[0]} is not possible: at most ${repeatLimit}, the smaller number first`);
  return { text: match[0], count: high };
}

/** Reads one thing: how often it repeats what is in it. `undefined` for flags, which are nothing that could be repeated. */
function atom(reader: Reader, depth: number): number | undefined {
  const character = peek(reader);
  if (character === '(') return group(reader, depth);
  if (character === '[') characterClass(reader);
  else if (character === '\\') escape(reader, false);
  else reader.at += (reader.text.codePointAt(reader.at) ?? 0) > 0xffff ? 2 : 1;
  return 1;
}

function group(reader: Reader, depth: number): number | undefined {
  const { text } = reader;
  const start = reader.at;
  reader.at++;
  if (peek(reader) === '?') {
    const name = /\?P?<([A-Za-z0-9_]+)>/y;
    const flags = /\?(?:[imsU]*(?:-[imsU]+)?|[imsU]+)([:)])/y;
    name.lastIndex = flags.lastIndex = reader.at;
    const named = name.exec(text);
    const flagged = named === null ? flags.exec(text) : null;
    if (named === null && flagged === null) throw new Refused(`${lookAround(text.slice(start, start + 4))} is not supported`);
    reader.at += (named ?? flagged)?.[0].length ?? 0;
    if (flagged?.[1] === ')') return undefined;
  }
  const size = alternation(reader, depth + 1);
  if (peek(reader) !== ')') throw new Refused('a parenthesis is not closed');
  reader.at++;
  return size;
}

function lookAround(start: string): string {
  if (start.startsWith('(?<=') || start.startsWith('(?<!')) return `a look behind, ${start},`;
  return start.startsWith('(?=') || start.startsWith('(?!') ? `a look ahead, ${start.slice(0, 3)},` : start.slice(0, 3);
}

/** Reads `\x`. In a class, assertions are no characters. */
function escape(reader: Reader, inClass: boolean): void {
  const rest = reader.text.slice(reader.at, reader.at + 60);
  if (rest.length < 2) throw new Refused('it ends with a backslash');
  if (!inClass && rest.startsWith('\\Q')) {
    const end = reader.text.indexOf('\\E', reader.at);
    reader.at = end < 0 ? reader.text.length : end + 2;
    return;
  }
  const match = (inClass ? inClassEscape : plainEscape).exec(rest);
  if (match === null) throw new Refused(`the escape ${rest.slice(0, 2)} is not known`);
  const code = match[1] === undefined ? 0 : Number.parseInt(match[1], 16);
  if (code > 0x10ffff || !isUnicodeClass(match[0])) throw new Refused(`there is no ${match[0]}`);
  reader.at += match[0].length;
}

/** Whether `\\pX` or `\\p{Name}` names a category or script of Unicode. Anything else is none of them and fine. */
function isUnicodeClass(written: string): boolean {
  const name = /^\\[pP]\{?\^?([A-Za-z_]+)\}?$/.exec(written)?.[1];
  if (name === undefined || name === 'Any') return true;
  return ['gc', 'sc'].some((property) => {
    try {
      return new RegExp(`\\p{${property}=${name}}`, 'u') instanceof RegExp;
    } catch {
      return false;
    }
  });
}

const common = String.raw`[dDsSwW]|[pP](?:[A-Z]|\{\^?[A-Za-z_]+\})|[afnrtv]|0[0-7]{0,2}|[1-7][0-7]{1,2}|x[0-9a-fA-F]{2}|x\{([0-9a-fA-F]+)\}|[!-/:-@\[-\x60{-~]`;
const inClassEscape = new RegExp(`^\\\\(?:${common})`);
const plainEscape = new RegExp(`^\\\\(?:[AbBz]|${common})`);

function characterClass(reader: Reader): void {
  const { text } = reader;
  reader.at++;
  if (peek(reader) === '^') reader.at++;
  for (let first = true; first || peek(reader) !== ']'; first = false) {
    if (reader.at >= text.length) throw new Refused('a bracket is not closed');
    if (text.startsWith('[:', reader.at) && text.includes(':]', reader.at + 2)) namedClass(reader);
    else classRange(reader);
  }
  reader.at++;
}

const classNames = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]$/;

function namedClass(reader: Reader): void {
  const end = reader.text.indexOf(':]', reader.at + 2) + 2;
  const name = reader.text.slice(reader.at, end);
  if (!classNames.test(name)) throw new Refused(`there is no class ${name.slice(0, 20)}`);
  reader.at = end;
}

function classRange(reader: Reader): void {
  const { text } = reader;
  const low = classCharacter(reader);
  if (peek(reader) !== '-' || reader.at + 1 >= text.length || text.charAt(reader.at + 1) === ']') return;
  if (low === undefined) return;
  reader.at++;
  const high = classCharacter(reader);
  if (high === undefined || high < low) throw new Refused('a range in brackets ends before it starts');
}

/** Reads one character of a class; `undefined` for a class of its own (`\d`). */
function classCharacter(reader: Reader): number | undefined {
  const start = reader.at;
  if (peek(reader) !== '\\') {
    const code = reader.text.codePointAt(start) ?? 0;
    reader.at += code > 0xffff ? 2 : 1;
    return code;
  }
  escape(reader, true);
  const written = reader.text.slice(start + 1, reader.at);
  if (/^[dDsSwWpP]/.test(written)) return undefined;
  if (written.startsWith('x')) return Number.parseInt(written.replaceAll(/[x{}]/g, ''), 16);
  if (/^[0-7]/.test(written)) return Number.parseInt(written, 8);
  const control = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[written];
  return control ?? written.codePointAt(0) ?? 0;
}

function peek({ text, at }: Reader): string {
  return text.charAt(at);
}
