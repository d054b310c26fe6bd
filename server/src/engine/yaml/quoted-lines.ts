// Kubernetes does not care how the lines of a text in quotes are indented; the parser here wants them deeper than their key.
import { isScalar, parseDocument, visit } from 'yaml';
import type { Node } from 'yaml';
import { endOfQuote } from './flow-lines.ts';

const lineBreak = /\r?\n/g;
/** A mark between documents ends the text even within quotes. */
const documentMark = /\n(?:---|\.\.\.)(?=\s)/;
/** A key has to be on one line. */
const keyEnd = /[ \t]*:/y;

/**
 * The text with what stands in quotes from an offset on written on one line, character for character: line breaks become blanks.
 * `undefined` where it has only one line or no end.
 */
export function joinQuotedLines(text: string, start: number): string | undefined {
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'") return undefined;
  const end = endOfQuote(text, start, quote);
  const quoted = text.slice(start, end);
  if (end - start < 2 || !quoted.endsWith(quote) || !quoted.includes('\n') || documentMark.test(quoted)) return undefined;
  keyEnd.lastIndex = end;
  if (keyEnd.test(text)) return undefined;
  return text.slice(0, start) + quoted.replace(lineBreak, (found) => ' '.repeat(found.length)) + text.slice(end);
}

/** Gives texts in quotes, by where they start, the values that they have as they were written, in lines. */
export function readInLines(text: string, contents: Node, starts: ReadonlySet<number>): void {
  visit(contents, {
    Scalar(_, node) {
      if (!node.range || !starts.has(node.range[0])) return;
      const { contents: written } = parseDocument(text.slice(node.range[0], node.range[1]).replace(lineBreak, '\n '), { schema: 'failsafe', logLevel: 'silent' });
      if (isScalar(written)) node.value = written.value;
    },
  });
}
