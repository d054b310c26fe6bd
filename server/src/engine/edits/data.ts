// Writing maps and lists into a document, in the style of what is around them.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineBreak, lineEnd, lineStart } from '../text/lines.ts';
import { dashOf } from './list.ts';
import { plainOrQuoted } from './scalar.ts';

/** What is to be written. */
export type Data = string | number | readonly Data[] | DataMap;
export interface DataMap {
  readonly [key: string]: Data;
}

/** Adds an item to the end of a list; `undefined` where the list stands in an unusual form. */
export function appendData(list: Value, data: Data): Edit | undefined {
  const last = list.items().at(-1);
  if (list.type !== 'list' || list.isAlias) return undefined;
  if (list.isFlow) return insertion(last?.span.end ?? list.span.end - 1, last === undefined ? flowText(data) : `, ${flowText(data)}`);
  if (last === undefined || last.isAlias) return undefined;
  const { text } = list.document;
  const dash = dashOf(last);
  if (dash === undefined || text.slice(lineStart(text, dash), dash).trim() !== '') return undefined;
  const lines = blockLines([data], listIndent(list) ?? 2).map((line) => ' '.repeat(columnOf(text, dash)) + line);
  return insertion(lineEnd(text, last.span.end), lineBreak(text) + lines.join(lineBreak(text)));
}

/** Writes a field behind another one of the same map. */
export function addFieldAfter(field: Value, key: string, data: Data): Edit {
  const { text } = field.document;
  const end = field.span.start === field.keySpan.start ? behindColon(field) : field.span.end;
  if (field.parent?.isFlow === true) return insertion(end, `, ${key}: ${flowText(data)}`);
  return insertion(lineEnd(text, end), lineBreak(text) + fieldLines(field, key, data).join(lineBreak(text)));
}

/** Writes a field before another one of the same map. */
export function addFieldBefore(field: Value, key: string, data: Data): Edit {
  const { start } = field.keySpan;
  const { text } = field.document;
  if (field.parent?.isFlow === true) return insertion(start, `${key}: ${flowText(data)}, `);
  return insertion(start, `${fieldLines(field, key, data).join(lineBreak(text)).trimStart()}${lineBreak(text)}${' '.repeat(columnOf(text, start))}`);
}

/** A field as lines at the column of another field of the same map. */
function fieldLines(beside: Value, key: string, data: Data): readonly string[] {
  const indent = (beside.parent?.entries() ?? []).map(listIndent).find((one) => one !== undefined) ?? 2;
  return blockLines({ [key]: data }, indent).map((line) => ' '.repeat(columnOf(beside.document.text, beside.keySpan.start)) + line);
}

/** By how much the dashes of a block list that is a field are indented; `undefined` for others. */
function listIndent(list: Value): number | undefined {
  const first = list.items()[0];
  const dash = list.isFlow || first === undefined || list.key === undefined ? undefined : dashOf(first);
  return dash === undefined ? undefined : Math.max(0, columnOf(list.document.text, dash) - columnOf(list.document.text, list.keySpan.start));
}

function behindColon(field: Value): number {
  const colon = field.document.text.indexOf(':', field.keySpan.end);
  return colon < 0 ? field.keySpan.end : colon + 1;
}

function insertion(at: number, newText: string): Edit {
  return { span: { start: at, end: at }, newText };
}

/** In brackets, as it may stand on any line. */
export function flowText(data: Data): string {
  if (typeof data === 'string') return plainOrQuoted(data);
  if (typeof data === 'number') return String(data);
  if (isList(data)) return `[${data.map(flowText).join(', ')}]`;
  return `{${Object.entries(data).map(([key, value]) => `${key}: ${flowText(value)}`).join(', ')}}`;
}

/** In block style: `indent` is by how much a list is indented below its key. */
function blockLines(data: Data, indent: number): readonly string[] {
  if (typeof data === 'string' || typeof data === 'number') return [flowText(data)];
  if (isList(data)) return data.flatMap((item) => blockLines(item, indent).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
  return Object.entries(data).flatMap(([key, value]) => {
    const lines = blockLines(value, indent);
    if (typeof value === 'string' || typeof value === 'number') return [`${key}: ${lines.join('')}`];
    return [`${key}:`, ...lines.map((line) => ' '.repeat(isList(value) ? indent : 2) + line)];
  });
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}
