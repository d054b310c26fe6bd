// Moving items of lists, with the comments that belong to them.
import type { Edit } from '../model/finding.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineBreak, lineEnd, lineStart, wholeLines } from '../text/lines.ts';
import { hasAnchors } from './data.ts';
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

type Side = 'before' | 'after';

function moveBeside(item: Value, other: Value, side: Side): readonly Edit[] {
  if (item.parent === undefined || item.parent !== other.parent || item.isAlias || other.isAlias) return [];
  return item.parent.isFlow ? moveInBrackets(item, other, side) : moveLines(item, other, side);
}

function moveInBrackets(item: Value, other: Value, side: Side): readonly Edit[] {
  const deletion = deleteItem(item);
  const own = item.source;
  if (deletion === undefined || hasAnchors(own)) return [];
  return [insertion(side === 'before' ? other.span.start : other.span.end, side === 'before' ? `${own}, ` : `, ${own}`), deletion];
}

function moveLines(item: Value, other: Value, side: Side): readonly Edit[] {
  const { text } = item.document;
  const [from, to] = [linesOf(item), linesOf(other)];
  const own = from === undefined ? '' : text.slice(from.start, from.end);
  if (from === undefined || to === undefined || hasAnchors(own)) return [];
  return [{ span: wholeLines(text, from), newText: '' }, insertion(to[side === 'before' ? 'start' : 'end'], side === 'before' ? own + lineBreak(text) : lineBreak(text) + own)];
}

function insertion(at: number, newText: string): Edit {
  return { span: { start: at, end: at }, newText };
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
