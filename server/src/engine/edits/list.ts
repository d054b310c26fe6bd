// Deleting and replacing items of lists, in block and in flow style.
import type { Edit } from '../model/finding.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineBreak, lineStart, wholeLines } from '../text/lines.ts';
import { replaceString } from './scalar.ts';

/**
 * Deletes an item with its line and the comment at the line's end. `undefined` where it is the only item (what an empty list
 * means is for the caller to know) or where the text around it is of an unusual form.
 */
export function deleteItem(item: Value): Edit | undefined {
  const list = item.parent;
  if (list === undefined || typeof item.step !== 'number' || list.items().length < 2) return undefined;
  return keepingAnchors(item.document.text, list.isFlow ? deleteFlowItem(item, list) : deleteBlockItem(item, list));
}

/** A deletion that takes no anchor away which an alias elsewhere stands for. */
export function keepingAnchors(text: string, edit: Edit | undefined): Edit | undefined {
  const names = edit === undefined ? [] : [...text.slice(edit.span.start, edit.span.end).matchAll(/(?<=[\s,[{]|^)&([\w-]+)/g)].map(([, name]) => name ?? '');
  const rest = edit === undefined || names.length === 0 ? '' : text.slice(0, edit.span.start) + text.slice(edit.span.end);
  return names.some((name) => new RegExp(`\\*${name}(?![\\w-])`).test(rest)) ? undefined : edit;
}

function deleteBlockItem(item: Value, list: Value): Edit | undefined {
  const { text } = item.document;
  const dash = dashOf(item);
  if (dash === undefined) return undefined;
  if (text.slice(lineStart(text, dash), dash).trim() === '') return { span: wholeLines(text, { start: dash, end: item.span.end }), newText: '' };
  // The dash stands behind another one (`- - a`): the next item takes its place.
  const next = list.items()[Number(item.step) + 1];
  const nextDash = next === undefined ? undefined : dashOf(next);
  return nextDash === undefined ? undefined : { span: { start: dash, end: nextDash }, newText: '' };
}

/** The offset of the dash before a block item; `undefined` where more than blanks stands between them (an anchor, a tag). */
export function dashOf(item: Value): number | undefined {
  const { text } = item.document;
  const { start, end } = item.span;
  if (end - start === 1 && text[start] === '-') return start;
  const dash = text.lastIndexOf('-', start - 1);
  return dash >= 0 && text.slice(dash + 1, start).trim() === '' ? dash : undefined;
}

function deleteFlowItem(item: Value, list: Value): Edit | undefined {
  const items = list.items();
  const index = Number(item.step);
  const next = items[index + 1];
  const previous = items[index - 1];
  const span = next !== undefined ? { start: item.span.start, end: next.span.start } : { start: previous?.span.end ?? item.span.start, end: item.span.end };
  return isTidy(item, span) ? { span, newText: '' } : undefined;
}

/** Whether nothing but commas and blanks stands between an item and the edge of the span that goes with it. */
function isTidy(item: Value, span: Span): boolean {
  const { text } = item.document;
  const around = text.slice(span.start, item.span.start) + text.slice(item.span.end, span.end);
  const before = text.slice(0, item.span.start).trimEnd().slice(-1);
  return /^[\s,]*$/.test(around) && (before === ',' || before === '[');
}

/** Replaces a scalar item by one or several strings, in the style of its quotes. */
export function replaceItem(item: Value, texts: readonly string[]): Edit | undefined {
  return replaceItemText(item, texts.map((text) => replaceString(item, text).newText));
}

/** Replaces an item by one or several, given as they are written. */
export function replaceItemText(item: Value, parts: readonly string[]): Edit | undefined {
  const list = item.parent;
  if (list === undefined || typeof item.step !== 'number') return undefined;
  if (list.isFlow || parts.length === 1) return { span: item.span, newText: parts.join(', ') };
  const dash = dashOf(item);
  if (dash === undefined) return undefined;
  const { text } = item.document;
  const separator = `${lineBreak(text)}${' '.repeat(columnOf(text, dash))}- `;
  return { span: item.span, newText: parts.join(separator) };
}
