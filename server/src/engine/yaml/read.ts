import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { resolvePlain, resolveTagged } from './scalar.ts';
import type { ScalarValue } from './scalar.ts';
import { ownCopy } from './own-copy.ts';
import { keepMerges, mergedMaps } from './merges.ts';
import { isPlaceholder, marks, Value } from './value.ts';
import type { ParsedDocument, Step, Written } from './value.ts';

/** Completes a document with the values that the parser's nodes stand for. */
export function readValues(rest: Omit<ParsedDocument, 'root'>, contents: Node | undefined): ParsedDocument {
  const document = { ...rest };
  return Object.assign(document, { root: rootOf(document as ParsedDocument, contents) });
}

function rootOf(document: ParsedDocument, contents: Node | undefined): Value {
  const anchors = new Map<string, Value>();

  const read = (node: unknown, parent: Value | undefined, step: Step | undefined, key: Scalar | undefined): Value => {
    const scalar = isScalar(node) ? scalarOf(node) : undefined;
    const type = isScalar(node) && isCutShort(node, document.text) ? 'unknown' : typeOf(node, scalar, parent === undefined);
    const written = describe(node, type, key);
    if (isAlias(node)) return new Value(document, parent, step, written, anchors.get(node.source));
    const value = new Value(document, parent, step, written, scalar);
    if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, value);
    if (isSeq(node)) value.fill(readItems(node, value));
    else if (isMap(node)) readEntries(node, value);
    return value;
  };
  const readItems = (node: YAMLSeq, list: Value): readonly Value[] => node.items.map((item, index) => read(item, list, index, undefined));
  const readEntries = (node: YAMLMap, map: Value): void => {
    const own: Value[] = [];
    const merges: Value[] = [];
    for (const pair of node.items) {
      const key = scalarKey(pair);
      // A key that is a map or a list is no field; what it anchors is there all the same.
      if (key === undefined || key.anchor !== undefined) read(pair.key, map, undefined, undefined);
      const value = read(pair.value, map, key === undefined ? undefined : nameOf(key), key);
      if (key !== undefined) (key.value === '<<' && key.type === 'PLAIN' ? merges : own).push(value);
    }
    if (merges.length === 0) {
      map.fill(own.slice());
      return;
    }
    keepMerges(map, merges);
    const sources = merges.flatMap(mergedMaps);
    map.fill(withMerged(own, sources), sources.some((source) => source.type === 'unknown' || source.hasUnknownEntries));
  };

  return read(contents, undefined, undefined, undefined);
}

function withMerged(own: readonly Value[], sources: readonly Value[]): readonly Value[] {
  const children = [...own];
  const names = new Set(own.map((child) => child.step));
  for (const source of sources) {
    for (const entry of source.entries()) {
      if (names.has(entry.step)) continue;
      names.add(entry.step);
      children.push(entry);
    }
  }
  return children;
}

function describe(node: unknown, type: Written['type'], key: Scalar | undefined): Written {
  const [start, end] = (isNode(node) || isAlias(node) ? node.range : undefined) ?? nowhere;
  const [keyStart, keyEnd] = key?.range ?? nowhere;
  const keyIsString = key !== undefined && typeof scalarOf(key) === 'string' ? marks.keyIsString : 0;
  return { type, start, end, keyStart, keyEnd, marks: marksOf(node) | keyIsString };
}

const nowhere = [-1, -1] as const;

function marksOf(node: unknown): number {
  if (isScalar(node)) return node.type === 'PLAIN' ? marks.plain : 0;
  return (isMap(node) || isSeq(node)) && node.flow === true ? marks.flow : 0;
}

function typeOf(node: unknown, scalar: ScalarValue | undefined, isRoot: boolean): Written['type'] {
  if (isAlias(node)) return 'alias';
  if (isMap(node)) return 'map';
  if (isSeq(node)) return 'list';
  if (scalar === undefined) return isRoot ? 'missing' : 'null';
  return typeOfScalar(scalar);
}

export function typeOfScalar(scalar: ScalarValue): Written['type'] {
  if (scalar === null) return 'null';
  if (typeof scalar === 'string') return isPlaceholder(scalar) ? 'unknown' : 'string';
  return typeof scalar === 'number' ? 'number' : 'boolean';
}

/** A text in quotes whose closing one is missing: where it was to end nobody knows. */
function isCutShort({ type, range }: Scalar, text: string): boolean {
  if ((type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE') || !range) return false;
  const [start, end] = range;
  return end - start < 2 || text[end - 1] !== text[start];
}

function isNode(node: unknown): node is Scalar | YAMLMap | YAMLSeq {
  return isScalar(node) || isMap(node) || isSeq(node);
}

function scalarOf(node: Scalar): ScalarValue {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
  if (node.tag !== undefined) return resolveTagged(node.tag, shared(text));
  return scalarFrom(text, node.type === 'PLAIN' || node.type === undefined);
}

/** What the text of a scalar stands for, which is itself where it stood in quotes. */
export function scalarFrom(text: string, isPlain: boolean): ScalarValue {
  const one = shared(text);
  return isPlain ? resolvePlain(one) : one;
}

function scalarKey(pair: Pair): Scalar | undefined {
  return isScalar(pair.key) ? pair.key : undefined;
}

function nameOf(key: Scalar): string {
  return String(scalarOf(key));
}

const longestShared = 40;
const mostShared = 10_000;
const known = new Map<string, string>();

/** One string for equal texts: manifests say the same few words over and over. */
function shared(text: string): string {
  if (text.length > longestShared) return text;
  let one = known.get(text);
  if (one === undefined) {
    if (known.size >= mostShared) known.clear();
    one = ownCopy(text);
    known.set(one, one);
  }
  return one;
}
