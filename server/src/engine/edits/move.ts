// Moving items of lists, with the comments that belong to them.
import type { Edit } from '../model/finding.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineBreak, lineEnd, lineStart, nextLine, wholeLines } from '../text/lines.ts';
import { hasAnchors, insertion } from './data.ts';
import { deleteEntry } from './map.ts';
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

/**
 * Moves an item to the end of another list of the same style, with some edits made in it. A list that it was the only item of goes.
 */
export function moveInto(item: Value, list: Value, inner: readonly Edit[]): readonly Edit[] {
  const last = list.items().at(-1);
  const out = item.parent?.isFlow === list.isFlow ? outOf(item) : undefined;
  const to = list.isFlow ? last?.span : last === undefined ? undefined : linesOf(last);
  if (out === undefined || last === undefined || to === undefined) return [];
  const { text } = item.document;
  const own = edited(text, out.from, inner);
  const shift = columnOf(text, dashOf(last) ?? 0) - columnOf(text, dashOf(item) ?? 0);
  return [out.deletion, insertion(to.end, list.isFlow ? `, ${own}` : lineBreak(text) + indented(own, shift))];
}

/** What goes with an item that leaves its list, and how it goes; `undefined` where a comment would be lost. */
function outOf(item: Value): { readonly from: Span; readonly deletion: Edit } | undefined {
  const { parent, document: { text } } = item;
  const lines = parent?.isFlow === true ? item.span : linesOf(item);
  if (parent === undefined || lines === undefined || hasAnchors(text.slice(lines.start, lines.end))) return undefined;
  if (parent.items().length === 1) return withList(parent, lines);
  const deletion = parent.isFlow ? deleteItem(item) : { span: wholeLines(text, lines), newText: '' };
  return deletion === undefined ? undefined : { from: lines, deletion };
}

/** The only item takes the comments below the key of its list along. */
function withList(list: Value, lines: Span): ReturnType<typeof outOf> {
  const { text } = list.document;
  const from = list.isFlow ? lines : { start: Math.min(nextLine(text, list.keySpan.end), lines.start), end: lines.end };
  const deletion = deleteEntry(list);
  return deletion === undefined || text.slice(list.keySpan.end, from.start).includes('#') ? undefined : { from, deletion };
}

/** A piece of a text after some edits in it. */
function edited(text: string, { start, end }: Span, edits: readonly Edit[]): string {
  let at = start;
  const parts = edits.toSorted((a, b) => a.span.start - b.span.start).map(({ span, newText }) => {
    const before = text.slice(at, span.start);
    at = span.end;
    return before + newText;
  });
  return parts.join('') + text.slice(at, end);
}

/** Lines further in or out; none is indented by less than the first. */
function indented(lines: string, by: number): string {
  return by < 0 ? lines.replace(new RegExp(`^ {${-by}}`, 'gm'), '') : lines.replace(/^(?=.)/gm, ' '.repeat(by));
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
