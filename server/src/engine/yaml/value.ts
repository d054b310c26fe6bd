import { resolvePlain } from './scalar.ts';
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
  /** What only Kubernetes' YAML parser objects to. What was read is sound. */
  readonly refused: readonly SyntaxProblem[];
  /** The text is a template: its structure depends on values that are not here. */
  readonly templated: boolean;
  /** It may hold more than what was read: it is a template, or has errors behind which the rest is a guess. */
  readonly partial: boolean;
}

/**
 * - `missing`: there is no such field. - `null`: written, without a value. - `unknown`: a scalar that holds a placeholder
 * (`{{ }}`, `${VAR}`, `$VAR` …), or an alias without its anchor; nothing may be concluded from it.
 */
export type ValueType = 'missing' | 'null' | 'string' | 'number' | 'boolean' | 'map' | 'list' | 'unknown';

/** `###NAME###` is Zarf's; `__NAME__` is what scripts replace. What people are to replace (`<name>`) is refused as it stands, and HTML looks the same. */
const placeholder = new RegExp(`${filler}|\\$\\{|\\$\\(?[A-Za-z_]|###\\w+###|__[A-Z][A-Z0-9_]*__`);
const aliasDepth = 16;

/** Whether a text holds something that is filled in later (`{{ }}`, `${VAR}`, `$VAR` …), so that it says nothing now. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(text);
}

/** What was read of a value. Aliases keep the value they stand for, maps and lists their children, in `content`. */
export interface Written {
  readonly type: ValueType | 'alias';
  /** Where it is written; both -1 where it is not. */
  readonly start: number;
  readonly end: number;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Sum of `marks`. */
  readonly marks: number;
}

/** What else there is to know of how a value is written. */
export const marks = { plain: 1, flow: 2, hasUnknownEntries: 4, keyIsString: 8, alias: 16 } as const;

type Content = ScalarValue | readonly Value[] | Value | undefined;

/**
 * A value in a YAML document, as Kubernetes reads it: absent is a value too, so `root.at('spec', 'ports')` never fails.
 *
 * Values are made once, of the parser's nodes, which are then let go: they take several times the memory. Aliases are
 * followed; their own place is where they stand.
 */
export class Value {
  readonly document: ParsedDocument;
  readonly parent: Value | undefined;
  /** Where this value stands in its parent, as Kubernetes names it: a key `on:` is the step `"true"`. */
  readonly step: Step | undefined;
  /** What it is; for an alias what that stands for. */
  readonly type: ValueType;
  readonly #start: number;
  #end: number;
  readonly #keyStart: number;
  readonly #keyEnd: number;
  #marks: number;
  #content: Content;

  constructor(document: ParsedDocument, parent: Value | undefined, step: Step | undefined, written: Written, content?: Content) {
    this.document = document;
    this.parent = parent;
    this.step = step;
    this.#start = written.start;
    this.#end = written.end;
    this.#keyStart = written.keyStart;
    this.#keyEnd = written.keyEnd;
    this.#marks = written.type === 'alias' ? written.marks | marks.alias : written.marks;
    this.#content = content;
    this.type = written.type === 'alias' ? (this.#target?.type ?? 'unknown') : written.type;
  }

  /** Gives a map or list its children, once, while the document is being read, and its end where that was not known before them. */
  fill(children: readonly Value[], hasUnknownEntries = false, end = this.#end): void {
    this.#content = children;
    this.#end = end;
    if (hasUnknownEntries) this.#marks |= marks.hasUnknownEntries;
  }

  /** Whether the field is written, with whatever value. */
  get exists(): boolean {
    return this.type !== 'missing';
  }

  /** The scalar as Kubernetes reads it, placeholders and all; `undefined` for maps, lists and absent values. */
  get scalar(): ScalarValue | undefined {
    if (this.type === 'null') return null;
    const content = this.#content;
    if (typeof content !== 'object') return content;
    return this.isAlias ? this.#target?.scalar : undefined;
  }

  /** The text of a string scalar whose value is known. */
  get string(): string | undefined {
    if (this.type !== 'string') return undefined;
    const content = this.#content;
    return typeof content === 'string' ? content : (this.scalar as string);
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

  /** The key as Kubernetes reads it: `on` is `true`, `1` a number. For values of a map. */
  get keyScalar(): ScalarValue | undefined {
    if (this.#keyStart < 0) return undefined;
    return (this.#marks & marks.keyIsString) === 0 ? resolvePlain(String(this.step)) : this.step;
  }

  /** The text of the key as written, quotes included. */
  get keySource(): string | undefined {
    return this.#keyStart < 0 ? undefined : this.document.text.slice(this.#keyStart, this.#keyEnd);
  }

  /** Whether the scalar is written without quotes. */
  get isPlain(): boolean {
    return this.#isMarked(marks.plain);
  }

  /** Whether this is written as an alias (`*name`). */
  get isAlias(): boolean {
    return (this.#marks & marks.alias) !== 0;
  }

  /** Whether a map or list is written in brackets. */
  get isFlow(): boolean {
    return this.#isMarked(marks.flow);
  }

  /** Whether this map merges (`<<`) something that cannot be known, so that it may have entries which are not here. */
  get hasUnknownEntries(): boolean {
    return this.#isMarked(marks.hasUnknownEntries);
  }

  #isMarked(mark: number): boolean {
    const value = this.isAlias ? this.#target : this;
    return value !== undefined && (value.#marks & mark) !== 0;
  }

  /** What an alias stands for. Aliases in what aliases stand for can go on without end. */
  get #target(): Value | undefined {
    return this.#content instanceof Value && this.#aliases <= aliasDepth ? this.#content : undefined;
  }

  /** How many aliases lead here. */
  get #aliases(): number {
    return (this.isAlias ? 1 : 0) + (this.parent === undefined ? 0 : this.parent.#aliases);
  }

  /** The text of a scalar as written, quotes included. */
  get source(): string {
    return this.document.text.slice(this.span.start, this.span.end);
  }

  /** The characters of the value; of its key where it has none; of the nearest written ancestor's key where it is missing. */
  get span(): Span {
    if (this.#end <= this.#start) return this.keySpan;
    return { start: this.#start, end: trimmedEnd(this.document.text, this.#start, this.#end) };
  }

  /** Where the key is written, for values of a map. */
  get key(): Span | undefined {
    return this.#keyStart < 0 ? undefined : { start: this.#keyStart, end: this.#keyEnd };
  }

  /** The characters of the key; for a list item its first line; for an absent value the parent's key. */
  get keySpan(): Span {
    // An empty key has its colon to show, a broken one its first line.
    if (this.#keyStart >= 0) return firstLine(this.document.text, this.#keyStart, this.#keyEnd);
    if (this.#end > this.#start) return firstLine(this.document.text, this.#start, trimmedEnd(this.document.text, this.#start, this.#end));
    if (this.#start >= 0 && typeof this.step === 'number') return dashBefore(this.document.text, this.#start);
    return this.parent?.keySpan ?? firstLine(this.document.text, 0, trimmedEnd(this.document.text, 0, this.document.text.length));
  }

  get path(): readonly Step[] {
    return this.parent === undefined || this.step === undefined ? [] : [...this.parent.path, this.step];
  }

  /** The value at a path below this one. Of duplicate keys the last counts, as in Go's decoder. */
  at(...path: readonly Step[]): Value {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the way begins here
    let value: Value = this;
    for (const step of path) value = value.#child(step);
    return value;
  }

  #child(step: Step): Value {
    return this.written(step) ?? new Value(this.document, this, step, missing);
  }

  /** The field or item of that name, if it is written: of one that is not nothing is made. Of duplicate keys the last counts. */
  written(step: Step): Value | undefined {
    const children = this.children();
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at];
      if (child?.step === step) return child;
    }
    return undefined;
  }

  /** The items of a list; none for anything else. */
  items(): readonly Value[] {
    return this.type === 'list' ? this.children() : nothing;
  }

  /** The fields of a map, duplicates too, those of merge keys (`<<`) after its own; none for anything else. */
  entries(): readonly Value[] {
    return this.type === 'map' ? this.children() : nothing;
  }

  /** Items or entries. */
  children(): readonly Value[] {
    const content = this.#content;
    if (isList(content)) return content;
    return content instanceof Value ? this.#copies(this.isAlias ? this.#target : content) : nothing;
  }

  /** The children of what an alias stands for: at their own places, below the alias. */
  #copies(original: Value | undefined): readonly Value[] {
    let copies = copiesOf.get(this);
    if (copies === undefined) {
      copies = original?.children().map((child) => child.#below(this)) ?? nothing;
      copiesOf.set(this, copies);
    }
    return copies;
  }

  #below(parent: Value): Value {
    const written = { type: this.isAlias ? 'alias' as const : this.type, start: this.#start, end: this.#end, keyStart: this.#keyStart, keyEnd: this.#keyEnd, marks: this.#marks };
    return new Value(this.document, parent, this.step, written, Array.isArray(this.#content) ? this : this.#content);
  }
}

function isList(content: Content): content is readonly Value[] {
  return Array.isArray(content);
}

const nothing: readonly Value[] = [];
const missing: Written = { type: 'missing', start: -1, end: -1, keyStart: -1, keyEnd: -1, marks: 0 };
const copiesOf = new WeakMap<Value, readonly Value[]>();

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start + 1 && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

function firstLine(text: string, start: number, end: number): Span {
  const newline = text.indexOf('\n', start);
  const stop = newline < 0 || newline > end ? end : newline;
  return { start, end: Math.max(trimmedEnd(text, start, Math.max(stop, start)), Math.min(start + 1, text.length)) };
}

/** The dash of a list item that has nothing after it. */
function dashBefore(text: string, at: number): Span {
  const dash = text.lastIndexOf('-', Math.max(0, at - 1));
  return dash < 0 ? { start: at, end: at } : { start: dash, end: dash + 1 };
}
