import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, Scalar } from 'yaml';
import { resolvePlain, resolveTagged } from './scalar.ts';
import type { ScalarValue } from './scalar.ts';
import type { Span } from './span.ts';
import { filler } from './template.ts';

/** A map key or a list index. */
export type Step = string | number;

/** Something the YAML parser could not read. `code` is the parser's own name of the error. */
export interface SyntaxProblem {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
}

/** The text of one YAML document and what was read from it. Immutable; all spans are relative to `text`. */
export interface ParsedDocument {
  readonly text: string;
  readonly root: Value;
  readonly problems: readonly SyntaxProblem[];
  /** The text is a template: its structure depends on values that are not here. */
  readonly templated: boolean;
  /** The node an alias stands for: the last one before it with that anchor. */
  resolveAlias(name: string, at: number): Node | undefined;
}

/**
 * - `missing`: there is no such field. - `null`: written, without a value. - `unknown`: a scalar that holds a placeholder
 * (`{{ }}`, `${VAR}`, `$VAR`), or an alias without its anchor; nothing may be concluded from it.
 */
export type ValueType = 'missing' | 'null' | 'string' | 'number' | 'boolean' | 'map' | 'list' | 'unknown';

const placeholder = new RegExp(`${filler}|\\$\\{|\\$\\(?[A-Za-z_]`);
const aliasDepth = 16;

/** Whether a text holds something that is filled in later (`{{ }}`, `${VAR}`, `$VAR`), so that it says nothing now. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(text);
}

/**
 * A value in a YAML document, as Kubernetes reads it: absent is a value too, so `root.at('spec', 'ports')` never fails.
 *
 * It is a view of the parser's node, not a copy. Aliases are followed; their own place is where they stand.
 */
export class Value {
  readonly document: ParsedDocument;
  readonly parent: Value | undefined;
  /** Where this value stands in its parent, as Kubernetes names it: a key `on:` is the step `"true"`. */
  readonly step: Step | undefined;
  /** The key's own node, for values of a map. */
  readonly key: Scalar | undefined;
  readonly #written: Node | undefined;
  readonly #node: Node | undefined;
  readonly #present: boolean;
  readonly #depth: number;
  #children: readonly Value[] | undefined;
  #unknownEntries = false;
  #scalar: ScalarValue | undefined;

  private constructor(document: ParsedDocument, parent: Value | undefined, step: Step | undefined, key: Scalar | undefined, node: Node | undefined, present: boolean) {
    this.document = document;
    this.parent = parent;
    this.step = step;
    this.key = key;
    this.#written = node;
    this.#present = present;
    const aliased = isAlias(node);
    this.#depth = (parent === undefined ? 0 : parent.#depth) + (aliased ? 1 : 0);
    this.#node = aliased ? (this.#depth > aliasDepth ? undefined : document.resolveAlias(node.source, node.range?.[0] ?? 0)) : node;
  }

  static root(document: ParsedDocument, node: Node | undefined): Value {
    return new Value(document, undefined, undefined, undefined, node, node !== undefined);
  }

  /** Whether the field is written, with whatever value. */
  get exists(): boolean {
    return this.#present;
  }

  get type(): ValueType {
    if (!this.#present) return 'missing';
    const node = this.#node;
    if (node === undefined) return isAlias(this.#written) ? 'unknown' : 'null';
    if (isMap(node)) return 'map';
    if (isSeq(node)) return 'list';
    const scalar = this.scalar;
    if (scalar === null) return 'null';
    if (typeof scalar !== 'string') return typeof scalar === 'number' ? 'number' : 'boolean';
    return isPlaceholder(scalar) ? 'unknown' : 'string';
  }

  /** The scalar as Kubernetes reads it, placeholders and all; `undefined` for maps, lists and absent values. */
  get scalar(): ScalarValue | undefined {
    const node = this.#node;
    if (node === undefined) return this.#present && !isAlias(this.#written) ? null : undefined;
    if (!isScalar(node)) return undefined;
    this.#scalar ??= scalarOf(node);
    return this.#scalar;
  }

  /** The text of a string scalar whose value is known. */
  get string(): string | undefined {
    return this.type === 'string' ? (this.scalar as string) : undefined;
  }

  /** The value of a number whose value is known. */
  get number(): number | undefined {
    const scalar = this.scalar;
    return typeof scalar === 'number' ? scalar : undefined;
  }

  get boolean(): boolean | undefined {
    const scalar = this.scalar;
    return typeof scalar === 'boolean' ? scalar : undefined;
  }

  /** Whether the scalar is written without quotes. */
  get isPlain(): boolean {
    return isScalar(this.#node) && this.#node.type === 'PLAIN';
  }

  /** Whether this is written as an alias (`*name`). */
  get isAlias(): boolean {
    return isAlias(this.#written);
  }

  /** Whether a map or list is written in brackets. */
  get isFlow(): boolean {
    const node = this.#node;
    return (isMap(node) || isSeq(node)) && node.flow === true;
  }

  /** The text of a scalar as written, quotes included. */
  get source(): string {
    return this.document.text.slice(this.span.start, this.span.end);
  }

  /** The characters of the value; of its key where it has none; of the nearest written ancestor's key where it is missing. */
  get span(): Span {
    const range = this.#written?.range;
    if (!range || range[1] <= range[0]) return this.keySpan;
    return { start: range[0], end: trimmedEnd(this.document.text, range[0], range[1]) };
  }

  /** The characters of the key; for a list item its first line; for an absent value the parent's key. */
  get keySpan(): Span {
    const range = this.key?.range;
    if (range) return { start: range[0], end: range[1] };
    const own = this.#written?.range;
    if (own && own[1] > own[0]) return firstLine(this.document.text, own[0], trimmedEnd(this.document.text, own[0], own[1]));
    if (own && this.#present && typeof this.step === 'number') return dashBefore(this.document.text, own[0]);
    return this.parent?.keySpan ?? firstLine(this.document.text, 0, trimmedEnd(this.document.text, 0, this.document.text.length));
  }

  get path(): readonly Step[] {
    return this.parent === undefined || this.step === undefined ? [] : [...this.parent.path, this.step];
  }

  /** The value at a path below this one. Of duplicate keys the last counts, as in Go's decoder. */
  at(...path: readonly Step[]): Value {
    let value: Value = this;
    for (const step of path) value = value.#child(step);
    return value;
  }

  #child(step: Step): Value {
    return this.children().findLast((child) => child.step === step) ?? new Value(this.document, this, step, undefined, undefined, false);
  }

  /** The items of a list; none for anything else. */
  items(): readonly Value[] {
    return isSeq(this.#node) ? this.children() : [];
  }

  /** The fields of a map, duplicates too, those of merge keys (`<<`) after its own; none for anything else. */
  entries(): readonly Value[] {
    return isMap(this.#node) ? this.children() : [];
  }

  /** Whether this map merges (`<<`) something that cannot be known, so that it may have entries which are not here. */
  get hasUnknownEntries(): boolean {
    this.children();
    return this.#unknownEntries;
  }

  /** Items or entries. */
  children(): readonly Value[] {
    this.#children ??= this.#readChildren();
    return this.#children;
  }

  #readChildren(): readonly Value[] {
    const node = this.#node;
    if (isSeq(node)) return node.items.map((item, index) => new Value(this.document, this, index, undefined, asNode(item), true));
    if (!isMap(node)) return [];
    const children: Value[] = [];
    const merged: Value[] = [];
    for (const pair of node.items) {
      const key = scalarKey(pair);
      if (key === undefined) continue;
      const value = new Value(this.document, this, keyName(key), key, asNode(pair.value), true);
      if (key.value === '<<' && key.type === 'PLAIN') merged.push(value);
      else children.push(value);
    }
    if (merged.length === 0) return children;
    const sources = merged.flatMap((merge) => (merge.type === 'list' ? merge.items() : [merge]));
    this.#unknownEntries = sources.some((source) => source.type === 'unknown' || source.hasUnknownEntries);
    return withMerged(children, sources);
  }
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

function scalarOf(node: Scalar): ScalarValue {
  const text = typeof node.value === 'string' ? node.value : String(node.value ?? '');
  if (node.tag !== undefined) {
    const tagged = resolveTagged(node.tag, text);
    if (tagged !== undefined) return tagged;
  }
  return node.type === 'PLAIN' || node.type === undefined ? resolvePlain(text) : text;
}

function scalarKey(pair: Pair): Scalar | undefined {
  return isScalar(pair.key) ? pair.key : undefined;
}

function keyName(key: Scalar): string {
  return String(scalarOf(key));
}

function asNode(node: unknown): Node | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node : undefined;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start + 1 && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

function firstLine(text: string, start: number, end: number): Span {
  const newline = text.indexOf('\n', start);
  const stop = newline < 0 || newline > end ? end : newline;
  return { start, end: trimmedEnd(text, start, Math.max(stop, start)) };
}

/** The dash of a list item that has nothing after it. */
function dashBefore(text: string, at: number): Span {
  const dash = text.lastIndexOf('-', Math.max(0, at - 1));
  return dash < 0 ? { start: at, end: at } : { start: dash, end: dash + 1 };
}
