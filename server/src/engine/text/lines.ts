// Where the lines of a text begin and end.
import type { Span } from '../yaml/span.ts';

/** The offset of the first character of the line that holds `at`. */
export function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset behind the last character of the line that holds `at`: before its line break, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The offset of the first character of the line behind the one that holds `at`; the end of the text where there is none. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** The whole lines that a span touches, with the last one's line break; with the one before where the text ends without. */
export function wholeLines(text: string, span: Span): Span {
  const start = lineStart(text, span.start);
  const newline = text.indexOf('\n', span.end);
  if (newline >= 0) return { start, end: newline + 1 };
  const before = start > 0 ? lineEnd(text, lineStart(text, start - 1)) : start;
  return { start: before, end: text.length };
}

/** The line break of the text. */
export function lineBreak(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The column of an offset, in UTF-16 units. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}
