// Renaming and deleting entries of maps, in block and in flow style.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineBreak, lineEnd, lineStart, wholeLines } from '../text/lines.ts';
import type { Span } from '../yaml/span.ts';
import { deleteItem, keepingAnchors } from './list.ts';
import { inQuotesAt } from './scalar.ts';

/** Deletes an entry with its lines. `undefined` where it is the map's only one, or stands in an unusual form. */
export function deleteEntry(field: Value): Edit | undefined {
  return keepingAnchors(field.document.text, entryDeletion(field));
}

function entryDeletion(field: Value): Edit | undefined {
  const map = field.parent;
  const siblings = map?.entries().filter((entry) => entry.parent === map) ?? [];
  const index = siblings.indexOf(field);
  if (map === undefined || index < 0 || siblings.length < 2) return undefined;
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  const { text } = field.document;
  if (map.isFlow) {
    if (next !== undefined) return { span: { start: field.keySpan.start, end: next.keySpan.start }, newText: '' };
    return { span: { start: previous === undefined ? field.keySpan.start : endOf(previous), end: endOf(field) }, newText: '' };
  }
  const { start } = field.keySpan;
  if (text.slice(lineStart(text, start), start).trim() === '') return { span: wholeLines(text, { start, end: endOf(field) }), newText: '' };
  // The entry stands behind a dash: the next one takes its place.
  return next === undefined ? undefined : { span: { start, end: next.keySpan.start }, newText: '' };
}

/** Deletes an entry, and leaves the comments in it where it stood; `undefined` where one would be lost. */
export function deleteBesideComments(field: Value): Edit | undefined {
  const edit = deleteEntry(field);
  const { text } = field.document;
  const comments = edit === undefined ? [] : commentsWithin(field, edit.span);
  if (edit === undefined || comments.length === 0) return edit;
  const { start, end } = edit.span;
  if (start !== lineStart(text, start) || text[end - 1] !== '\n') return undefined;
  const [indent, line] = [' '.repeat(columnOf(text, field.keySpan.start)), lineBreak(text)];
  return { ...edit, newText: comments.map((comment) => `${indent}${comment}${line}`).join('') };
}

/** The comments in a part of a text, but for what looks like one in a scalar. Of two on a line the first holds the other. */
function commentsWithin(field: Value, { start, end }: Span): readonly string[] {
  const { text } = field.document;
  const scalars = scalarsOf(field);
  const begins = [...text.slice(start, end).matchAll(/(?<=^|\s)#/gm)].map(({ index }) => start + index)
    .filter((at) => !scalars.some(({ span }) => span.start <= at && at < span.end));
  return begins.filter((at, index) => index === 0 || lineEnd(text, begins[index - 1] ?? at) !== lineEnd(text, at)).map((at) => text.slice(at, lineEnd(text, at)).trimEnd());
}

function scalarsOf(value: Value): readonly Value[] {
  return value.type === 'list' || value.type === 'map' ? value.children().flatMap(scalarsOf) : [value];
}

/** Deletes an entry, and the map or list it stands in where there is nothing else in it, but for the port that settings are for. */
export function deleteSettings(field: Value): Edit | undefined {
  const { parent } = field;
  if (parent?.children().every((other) => other === field || other.step === 'port') === true) return deleteSettings(parent);
  return typeof field.step === 'number' ? deleteItem(field) : deleteEntry(field);
}

/** Behind the value, or behind the colon of a key without one. */
function endOf(field: Value): number {
  if (field.span.start !== field.keySpan.start) return field.span.end;
  const colon = field.document.text.indexOf(':', field.keySpan.end);
  return colon < 0 ? field.keySpan.end : colon + 1;
}

/** Gives an entry another key, in the quotes of the old one. */
export function renameKey(field: Value, key: string): Edit {
  return { span: field.keySpan, newText: inQuotesAt(field.document.text, field.keySpan.start, key) };
}

/** Moves a field that has one line of its own before an earlier one of its map; none where it stands in another form, or an anchor lies between them. */
export function moveBeforeEntry(field: Value, other: Value): readonly (Edit | undefined)[] {
  const { text } = field.document;
  const { start } = field.keySpan;
  const end = lineEnd(text, start);
  const column = columnOf(text, other.keySpan.start);
  const isOwnLine = text.slice(lineStart(text, start), start).trim() === '' && field.span.end <= end;
  if (field.parent?.isFlow === true || !isOwnLine || /&[\w-]/.test(text.slice(other.keySpan.start, end))) return [undefined];
  return [
    { span: { start: other.keySpan.start, end: other.keySpan.start }, newText: `${text.slice(start, end)}${lineBreak(text)}${' '.repeat(column)}` },
    { span: wholeLines(text, { start, end }), newText: '' },
  ];
}
