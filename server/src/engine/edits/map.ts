// Renaming and deleting entries of maps, in block and in flow style.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { lineStart, wholeLines } from '../text/lines.ts';
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
