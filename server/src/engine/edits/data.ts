// Writing maps and lists into a document, in the style of what is around them.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineBreak, lineEnd, lineStart } from '../text/lines.ts';
import { dashOf } from './list.ts';
import { blockLines, flowText, isJson, styleAt } from './style.ts';
import type { Data } from './style.ts';

/** Adds items to the end of a list; `undefined` where the list stands in an unusual form. */
export function appendData(list: Value, ...data: readonly Data[]): Edit | undefined {
  const last = list.items().at(-1);
  if (list.type !== 'list' || list.isAlias || data.length === 0) return undefined;
  if (list.isFlow) {
    const text = flowText(data, isJson(list)).slice(1, -1);
    return insertion(last?.span.end ?? list.span.end - 1, last === undefined ? text : `, ${text}`);
  }
  const dash = last === undefined || last.isAlias ? undefined : freeDash(last);
  if (last === undefined || dash === undefined) return undefined;
  const { text } = list.document;
  return insertion(lineEnd(text, last.span.end), lineBreak(text) + linesAt(list, dash, data));
}

/** Adds an item before the first one of a list; `undefined` as for `appendData`. */
export function prependData(list: Value, data: Data): Edit | undefined {
  const [first] = list.items();
  if (first === undefined || list.isFlow || list.isAlias) return first === undefined || list.isAlias ? appendData(list, data) : insertion(first.span.start, `${flowText(data, isJson(list))}, `);
  const dash = freeDash(first);
  const { text } = list.document;
  return dash === undefined ? undefined : insertion(dash, `${linesAt(list, dash, [data]).trimStart()}${lineBreak(text)}${' '.repeat(columnOf(text, dash))}`);
}

/** The dash of an item that stands first on its line. */
function freeDash(item: Value): number | undefined {
  const { text } = item.document;
  const dash = dashOf(item);
  return dash === undefined || text.slice(lineStart(text, dash), dash).trim() !== '' ? undefined : dash;
}

/** Lines at the column of an offset. */
function linesAt(beside: Value, at: number, data: Data): string {
  const { text } = beside.document;
  return blockLines(data, styleAt(beside)).map((line) => ' '.repeat(columnOf(text, at)) + line).join(lineBreak(text));
}

/** Writes a field behind another one of the same map. */
export function addFieldAfter(field: Value, key: string, data: Data): Edit {
  const { text } = field.document;
  const end = field.span.start === field.keySpan.start ? behindColon(field) : field.span.end;
  if (field.parent?.isFlow === true) return insertion(end, `, ${inBrackets(field, { [key]: data })}`);
  return insertion(lineEnd(text, end), lineBreak(text) + linesAt(field, field.keySpan.start, { [key]: data }));
}

/** Writes a field before another one of the same map. */
export function addFieldBefore(field: Value, key: string, data: Data): Edit {
  const { start } = field.keySpan;
  const { text } = field.document;
  if (field.parent?.isFlow === true) return insertion(start, `${inBrackets(field, { [key]: data })}, `);
  return insertion(start, `${linesAt(field, start, { [key]: data }).trimStart()}${lineBreak(text)}${' '.repeat(columnOf(text, start))}`);
}

/** Writes a field at the end of a map; `undefined` where the map has no field of its own to write it behind. */
export function addField(map: Value, key: string, data: Data): Edit | undefined {
  const last = map.isAlias ? undefined : map.entries().findLast((entry) => entry.parent === map);
  if (last !== undefined) return addFieldAfter(last, key, data);
  return map.type === 'map' && map.isFlow && !map.isAlias && map.entries().length === 0 ? insertion(map.span.end - 1, inBrackets(map, { [key]: data })) : undefined;
}

/** Writes another value for a field or item; `undefined` where that would lose a comment or an anchor. */
export function replaceData(value: Value, data: Data): Edit | undefined {
  if (value.key !== undefined) return replaceField(value, String(value.step), data);
  return isBare(value) ? { span: value.span, newText: flowText(data, isJson(value)) } : undefined;
}

/** Writes another field in the place of one, in brackets if the old value was. Comments of lines stay, above it; `undefined` as for `replaceData`. */
export function replaceField(field: Value, key: string, data: Data): Edit | undefined {
  const { start } = field.keySpan;
  const span = { start, end: field.span.start === start ? behindColon(field) : field.span.end };
  if (field.parent?.isFlow === true || field.isFlow) return isBare(field) ? { span, newText: inBrackets(field, { [key]: data }) } : undefined;
  const old = field.document.text.slice(start, span.end);
  const comments = old.match(/(?<=^|\s)#.*[^\s]/gm) ?? [];
  if (field.isAlias || hasAnchors(old) || (comments.length > 0 && /["']/.test(old))) return undefined;
  return { span, newText: [...comments, linesAt(field, start, { [key]: data }).trimStart()].join(lineBreak(old) + ' '.repeat(columnOf(field.document.text, start))) };
}

/** Whether a value is written without comments, anchors and aliases. */
function isBare({ isAlias, source }: Value): boolean {
  return !isAlias && !/(?:^|\s)#/.test(source) && !hasAnchors(source);
}

/** Whether a piece of a document has anchors or aliases, so that what is moved or dropped may part one from the other. */
export function hasAnchors(text: string): boolean {
  return /(?:^|[\s,[{])[&*][\w-]/.test(text);
}

/** What a value holds; `undefined` where not all of it is known. */
export function dataOf(value: Value): Data | undefined {
  if (value.type === 'list') {
    const items = value.items().map(dataOf);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (value.type === 'map') {
    const fields = value.entries().map((entry) => [String(entry.step), dataOf(entry)] as const);
    return value.hasUnknownEntries || fields.some(([, data]) => data === undefined) ? undefined : (Object.fromEntries(fields) as Data);
  }
  return value.string ?? value.number ?? value.boolean;
}

function behindColon(field: Value): number {
  const colon = field.document.text.indexOf(':', field.keySpan.end);
  return colon < 0 ? field.keySpan.end : colon + 1;
}

/** Writes something at an offset. */
export function insertion(at: number, newText: string): Edit {
  return { span: { start: at, end: at }, newText };
}

function inBrackets(beside: Value, fields: Data): string {
  return flowText(fields, isJson(beside)).slice(1, -1);
}
