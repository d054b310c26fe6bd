// How a document writes its maps and lists, and data written that way.
import { columnOf } from '../text/lines.ts';
import type { Value } from '../yaml/value.ts';
import { dashOf } from './list.ts';
import { plainOrQuoted } from './scalar.ts';

/** What is to be written. */
export type Data = string | number | boolean | readonly Data[] | DataMap;
export interface DataMap {
  readonly [key: string]: Data;
}

export interface Style {
  /** All keys and strings in quotes. */
  readonly json: boolean;
  /** By how much a map is indented below its key. */
  readonly map: number;
  /** By how much the dashes of a list are indented below its key. */
  readonly list: number;
}

/** The style around a value: that of the lists beside it, and else of the first ones of its document. */
export function styleAt(beside: Value): Style {
  const { root } = beside.document;
  return {
    json: isJson(beside), map: firstIndent([root], mapIndent) ?? 2,
    list: beside.parent?.entries().map(listIndent).find((one) => one !== undefined) ?? firstIndent([root], listIndent) ?? 2,
  };
}

/** Whether the document around a value is JSON, where a bare word is no string. */
export function isJson({ document: { root } }: Value): boolean {
  return root.isFlow && (root.entries()[0] ?? root.items()[0]?.entries()[0])?.keySource?.startsWith('"') === true;
}

/** The first indentation of its kind, level by level; of a long document only the first levels are looked at. */
function firstIndent(level: readonly Value[], of: (value: Value) => number | undefined): number | undefined {
  if (level.length === 0) return undefined;
  return level.map(of).find((one) => one !== undefined) ?? firstIndent(level.flatMap((one) => (one.isAlias || one.isFlow ? [] : one.children())).slice(0, 64), of);
}

function mapIndent(map: Value): number | undefined {
  const first = map.type === 'map' && !map.isFlow && !map.isAlias && map.key !== undefined ? map.entries()[0] : undefined;
  return first === undefined ? undefined : indentBelow(map, first.keySpan.start);
}

function listIndent(list: Value): number | undefined {
  const first = list.isFlow || list.isAlias || list.key === undefined ? undefined : list.items()[0];
  const dash = first === undefined ? undefined : dashOf(first);
  return dash === undefined ? undefined : Math.max(0, indentBelow(list, dash));
}

function indentBelow({ document: { text }, keySpan }: Value, at: number): number {
  return columnOf(text, at) - columnOf(text, keySpan.start);
}

/** In brackets, as it may stand on any line. */
export function flowText(data: Data, json = false): string {
  if (typeof data === 'string') return json ? JSON.stringify(data) : plainOrQuoted(data);
  if (typeof data === 'number' || typeof data === 'boolean') return String(data);
  if (isList(data)) return `[${data.map((item) => flowText(item, json)).join(', ')}]`;
  return `{${Object.entries(data).map(([key, value]) => `${flowText(key, json)}: ${flowText(value, json)}`).join(', ')}}`;
}

/** In block style, line by line. */
export function blockLines(data: Data, style: Style): readonly string[] {
  if (isEmpty(data)) return [flowText(data)];
  if (isList(data)) return data.flatMap((item) => blockLines(item, style).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
  return Object.entries(data).flatMap(([key, value]) => {
    const lines = blockLines(value, style);
    if (isEmpty(value)) return [`${plainOrQuoted(key)}: ${lines.join('')}`];
    return [`${plainOrQuoted(key)}:`, ...lines.map((line) => ' '.repeat(isList(value) ? style.list : style.map) + line)];
  });
}

/** Whether there is nothing to write lines of. */
function isEmpty(data: Data): data is string | number | boolean {
  return typeof data !== 'object' || Object.keys(data).length === 0;
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}
