import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { lineBreak } from './lines.ts';
import { plainOrQuoted } from './scalar.ts';

/** Adds a scalar to the end of a list, in the list's own style; `undefined` where the list is empty in block style or an alias. */
export function appendItem(list: Value, text: string): Edit | undefined {
  const last = list.items().at(-1);
  if (list.type !== 'list' || list.isAlias) return undefined;
  const written = plainOrQuoted(text);
  if (list.isFlow) {
    const close = list.span.end - 1;
    const at = last?.span.end ?? close;
    return { span: { start: at, end: at }, newText: last === undefined ? written : `, ${written}` };
  }
  if (last === undefined || last.isAlias) return undefined;
  const source = list.document.text;
  const lineStart = source.lastIndexOf('\n', last.span.start - 1) + 1;
  const indent = /^(\s*)-/.exec(source.slice(lineStart, last.span.start));
  if (indent === null) return undefined;
  const newline = source.indexOf('\n', last.span.end);
  const lineEnd = newline < 0 ? source.length : source.charAt(newline - 1) === '\r' ? newline - 1 : newline;
  return { span: { start: lineEnd, end: lineEnd }, newText: `${lineBreak(source)}${indent[1] ?? ''}- ${written}` };
}
