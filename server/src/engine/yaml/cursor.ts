/**
 * Where a cursor stands in text that is being typed. Broken text is not reasoned about but mended: the word at the cursor
 * gives way to a marker, the document is read again, and the place of the marker in the tree says what the cursor is on.
 */
import { parseDocument } from './document.ts';
import type { Span } from './span.ts';
import type { Value } from './value.ts';
import { lineEnd, lineStart } from '../text/lines.ts';

/** Stands for the word at the cursor. No manifest holds it. */
const marker = '\uE001';

export interface Cursor {
  /**
   * - `key`: a key of `parent` is being written. - `value`: `at` is being written. - `either`: a list item or a value that
   * has begun with a word, which may become a map's first key or a scalar; the schema decides.
   */
  readonly slot: 'key' | 'value' | 'either';
  /** The value that the cursor stands in: for a key the map, else the value itself. Of the mended document. */
  readonly at: Value;
  /** The word at the cursor, which what is accepted replaces; of the text as it is. */
  readonly span: Span;
  readonly quote: '"' | "'" | undefined;
  /** The key at the cursor has its colon already. */
  readonly hasColon: boolean;
  /** The cursor touches the colon before it, so that a blank must come first. */
  readonly needsBlank: boolean;
}

/** Finds the cursor's place; `undefined` in comments, in block scalars and where the text cannot be mended. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const word = wordAt(text, offset);
  if (word === undefined) return undefined;
  const { span } = word;
  const inserted = markerFor(word);
  const mended = parseDocument(text.slice(0, span.start) + inserted + text.slice(span.end));
  const found = findMarker(mended.root, span.start + inserted.indexOf(marker));
  return found === undefined ? undefined : { ...found, span, quote: word.quote, hasColon: word.hasColon, needsBlank: word.needsBlank };
}

type Word = Pick<Cursor, 'span' | 'quote' | 'hasColon' | 'needsBlank'> & { readonly before: string };

function wordAt(text: string, offset: number): Word | undefined {
  const line = lineAround(text, offset);
  const state = scanLine(text.slice(line.start, offset));
  if (state === 'comment') return undefined;
  const quote = state === 'plain' ? undefined : state;
  const span = quote === undefined ? plainWord(text, offset, line) : quotedWord(text, offset, line, quote);
  const before = text.slice(line.start, span.start);
  const after = text.slice(span.end, line.end);
  if (quote !== undefined) return { span, quote, before, hasColon: /^["'][ \t]*:/.test(after), needsBlank: false };
  if (!standsAlone(before, after)) return undefined;
  return { span, quote, before, hasColon: /^[ \t]*:(?:\s|$)/.test(after), needsBlank: span.start === offset && before.endsWith(':') };
}

/** What stands in for the word: with a colon of its own unless the word is known to be a value, or has one. */
function markerFor({ quote, hasColon, before, needsBlank }: Word): string {
  if (quote !== undefined || hasColon) return marker;
  return /:[ \t]*$/.test(before) ? `${needsBlank ? ' ' : ''}${marker}` : `${marker}: ~`;
}

/** Whether nothing on the line belongs to the word but what a key or value may have around it. */
function standsAlone(before: string, after: string): boolean {
  const opened = /(?:^|[:[{,]|- )[ \t]*$/.test(before) || /^[ \t]*-?[ \t]*$/.test(before) || before.endsWith(':');
  return opened && /^[ \t]*(?:$|[:,\]}#])/.test(after);
}

function lineAround(text: string, offset: number): Span {
  return { start: lineStart(text, offset), end: lineEnd(text, offset) };
}

type LineState = 'plain' | '"' | "'" | 'comment';

/** What the end of a part of a line is inside of. A quote opens only where a scalar may begin. */
function scanLine(part: string): LineState {
  let state: LineState = 'plain';
  for (let at = 0; at < part.length && state !== 'comment'; at++) {
    const char = part.charAt(at);
    if (state === 'plain') state = opened(char, part.charAt(at - 1));
    else if (state === '"' && char === '\\') at++;
    else if (char === state) state = 'plain';
  }
  return state;
}

function opened(char: string, before: string): LineState {
  if (char === '#' && /^\s?$/.test(before)) return 'comment';
  return (char === '"' || char === "'") && /^[\s[{,]?$/.test(before) ? char : 'plain';
}

function plainWord(text: string, offset: number, line: Span): Span {
  let start = offset;
  while (start > line.start && !/[\s,[\]{}"']/.test(text.charAt(start - 1)) && !endsKey(text, start - 1)) start--;
  let end = offset;
  while (end < line.end && !/[\s,[\]{}"']/.test(text.charAt(end)) && !endsKey(text, end)) end++;
  return { start, end };
}

/** Whether the character is the colon behind a key. */
function endsKey(text: string, at: number): boolean {
  return text.charAt(at) === ':' && /^(?:\s|$)/.test(text.slice(at + 1, at + 2));
}

function quotedWord(text: string, offset: number, line: Span, quote: string): Span {
  const close = text.indexOf(quote, offset);
  return { start: text.lastIndexOf(quote, offset - 1) + 1, end: close < 0 || close > line.end ? line.end : close };
}

function findMarker(root: Value, offset: number): Pick<Cursor, 'slot' | 'at'> | undefined {
  let at = root;
  for (;;) {
    if (at.scalar === marker) return { slot: 'value', at };
    const child = at.isAlias ? undefined : at.children().find((one) => covers(one, offset));
    if (child === undefined) return undefined;
    if (child.step === marker && child.key !== undefined && child.keySpan.start <= offset && offset <= child.keySpan.end) {
      const alone = at.entries().length === 1 && child.type === 'null' && at.parent !== undefined;
      return { slot: alone ? 'either' : 'key', at };
    }
    at = child;
  }
}

function covers(child: Value, offset: number): boolean {
  const start = child.key === undefined ? child.span.start : child.keySpan.start;
  return start <= offset && offset <= Math.max(child.keySpan.end, child.span.end);
}

/** Whether a step is the marker's own, which is no field. */
export function isMarker(step: unknown): boolean {
  return step === marker;
}
