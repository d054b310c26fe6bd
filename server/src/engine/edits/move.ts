// Moving items of lists, with the comments that belong to them.
import type { Edit } from '../model/finding.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineBreak, lineEnd, lineStart } from '../text/lines.ts';
import { deleteItem, dashOf } from './list.ts';

/** Moves an item behind the last one of its list. None where the text around it is of an unusual form, or has anchors or aliases. */
export function moveToEnd(item: Value): readonly Edit[] {
  const last = item.parent?.items().at(-1);
  return last === undefined || last === item ? [] : moveBeside(item, last, 'after');
}

/** Moves an item before an earlier one of its list. */
export function moveBefore(item: Value, other: Value): readonly Edit[] {
  return moveBeside(item, other, 'before');
}

function moveBeside(item: Value, other: Value, side: 'before' | 'after'): readonly Edit[] {
  const { text } = item.document;
  if (item.parent === undefined || item.parent !== other.parent || item.isAlias || other.isAlias) return [];
  if (item.parent.isFlow) {
    const deletion = deleteItem(item);
    const own = text.slice(item.span.start, item.span.end);
    if (deletion === undefined || hasAnchors(own)) return [];
    const at = side === 'before' ? other.span.start : other.span.end;
    return [{ span: { start: at, end: at }, newText: side === 'before' ? `${own}, ` : `, ${own}` }, deletion];
  }
  const [from, to] = [linesOf(item), linesOf(other)];
  if (from === undefined || to === undefined || hasAnchors(text.slice(from.start, from.end))) return [];
  const own = text.slice(from.start, from.end);
  const at = side === 'before' ? to.start : to.end;
  return [{ span: from.end < text.length ? { start: from.start, end: nextLineAfter(text, from.end) } : { start: from.start - lineBreak(text).length, end: from.end }, newText: '' },
    { span: { start: at, end: at }, newText: side === 'before' ? own + lineBreak(text) : lineBreak(text) + own }];
}

/** An item's lines without the last one's break, with the comment lines right above it; `undefined` where it shares a line. */
function linesOf(item: Value): Span | undefined {
  const { text } = item.document;
  const dash = dashOf(item);
  if (dash === undefined || text.slice(lineStart(text, dash), dash).trim() !== '') return undefined;
  let start = lineStart(text, dash);
  const comment = new RegExp(`^ {${columnOf(text, dash)}}#`);
  while (start > 0 && comment.test(text.slice(lineStart(text, start - 1), start))) start = lineStart(text, start - 1);
  return { start, end: lineEnd(text, item.span.end) };
}

function nextLineAfter(text: string, end: number): number {
  return text.indexOf('\n', end) + 1 || text.length;
}

/** What is moved past an anchor or alias may part one from the other. */
export function hasAnchors(text: string): boolean {
  return /(?:^|[\s,[{])[&*][\w-]/.test(text);
}
