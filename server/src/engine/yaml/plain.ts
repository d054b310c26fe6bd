/**
 * The short way to the values of a document: nearly all manifests are block maps and lists with scalars of one line, and reading those
 * needs no tokens and no nodes. Whatever else stands in a text (anchors, flow collections that hold something, block scalars, tabs,
 * a comment of which it is not plain where it belongs, any mistake) is not read here at all, but by the parser.
 */
import { scalarFrom, typeOfScalar } from './read.ts';
import { marks, Value } from './value.ts';
import type { ParsedDocument, Step } from './value.ts';

/** Tabs, carriage returns, breaks of other sorts, template actions, those of ytt, and what YAML forbids. */
// eslint-disable-next-line no-control-regex
const unusual = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\{\{|#@ /;
const plainKey = /[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}:(?=[ \n]|$)/y;
/** How a plain scalar begins. */
const plainStart = /[^\s\-?:,[\]{}#&*!|>'"%@`~]|--?[A-Za-z0-9]/y;
const flowWord = /[A-Za-z0-9_][A-Za-z0-9_./-]*(?=[ ,\]])/y;
const nullKey = /^(?:null|Null|NULL)$/;
const deepest = 100;

/** The document, if it is written in the plain way. */
export function readPlain(text: string): ParsedDocument | undefined {
  if (unusual.test(text)) return undefined;
  const document = { text, problems: [], refused: [], templated: false, partial: false };
  const reader = new PlainReader(document as unknown as ParsedDocument);
  const root = reader.read();
  return root === undefined ? undefined : Object.assign(document, { root });
}

/** Goes along the lines once. Its functions say `false` where the text is not plain, and that is the end of it. */
class PlainReader {
  readonly #document: ParsedDocument;
  readonly #text: string;
  /** The line with content that is to be read: where it starts, its content, and where it ends; `indent` is -1 behind the last one. */
  #line = 0;
  #start = 0;
  #lineEnd = -1;
  #indent = -1;
  /** The deepest comment on a line of its own between this line and the one before it; -1 without one. */
  #commentIndent = -1;
  /** Where what was read last ends, the comment behind it included. */
  #end = 0;
  #depth = 0;

  constructor(document: ParsedDocument) {
    this.#document = document;
    this.#text = document.text;
  }

  read(): Value | undefined {
    this.#nextLine();
    if (this.#indent === 0 && this.#lineEnd - this.#line === 3 && this.#text.startsWith('---', this.#line)) this.#nextLine();
    if (this.#indent !== 0) return undefined;
    const root = this.#readMap(undefined, undefined, noKey, this.#start);
    return this.#isAtEnd() ? root : undefined;
  }

  #isAtEnd(): boolean {
    return this.#indent < 0;
  }

  #nextLine(): void {
    const text = this.#text;
    this.#commentIndent = -1;
    for (let line = this.#lineEnd + 1; line < text.length; ) {
      let start = line;
      while (text.charCodeAt(start) === space) start++;
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      const first = text.charCodeAt(start);
      if (start < end && first !== hash) {
        this.#line = line;
        this.#start = start;
        this.#lineEnd = end;
        this.#indent = start - line;
        return;
      }
      if (first === hash) this.#commentIndent = Math.max(this.#commentIndent, start - line);
      line = end + 1;
    }
    this.#indent = -1;
  }

  /** A map from the place in the current line on where its first key stands. */
  #readMap(parent: Value | undefined, step: Step | undefined, key: Key, start: number): Value | undefined {
    const indent = start - this.#line;
    const map = new Value(this.#document, parent, step, { type: 'map', start, end: start, keyStart: key.start, keyEnd: key.end, marks: key.marks });
    if (++this.#depth > deepest) return undefined;
    const fields: Value[] = [];
    for (let at = start; ; at = this.#start) {
      const field = this.#readField(map, indent, at);
      if (field === undefined || this.#indent > indent) return undefined;
      fields.push(field);
      if (this.#indent < indent) break;
    }
    this.#depth--;
    if (!this.#endsCleanly()) return undefined;
    map.fill(fields.slice(), false, this.#end);
    return map;
  }

  #readField(map: Value, indent: number, at: number): Value | undefined {
    plainKey.lastIndex = at;
    const colon = plainKey.test(this.#text) ? plainKey.lastIndex - 1 : -1;
    if (colon < 0) return undefined;
    const name = this.#text.slice(at, colon);
    if (nullKey.test(name)) return undefined;
    const scalar = scalarFrom(name, true);
    const step = String(scalar);
    const key: Key = { start: at, end: colon, marks: typeof scalar === 'string' ? marks.keyIsString : 0 };
    const value = this.#skipSpaces(colon + 1);
    return value < this.#lineEnd && this.#text.charCodeAt(value) !== hash
      ? this.#readInline(map, step, key, value)
      : this.#readBelow(map, step, key, indent, value < this.#lineEnd);
  }

  /** What stands on the lines below a key: a list, a map, or nothing. */
  #readBelow(map: Value, step: Step, key: Key, indent: number, hasComment: boolean): Value | undefined {
    this.#nextLine();
    const isList = this.#isItem();
    if (this.#indent > indent || (this.#indent === indent && isList)) return isList ? this.#readList(map, step, key) : this.#readMap(map, step, key, this.#start);
    if (hasComment || this.#commentIndent >= 0) return undefined;
    const colon = key.end + 1;
    this.#end = colon;
    return new Value(this.#document, map, step, { type: 'null', start: colon, end: colon, keyStart: key.start, keyEnd: key.end, marks: key.marks | marks.plain }, null);
  }

  #readList(parent: Value, step: Step, key: Key): Value | undefined {
    const indent = this.#indent;
    const list = new Value(this.#document, parent, step, { type: 'list', start: this.#start, end: this.#start, keyStart: key.start, keyEnd: key.end, marks: key.marks });
    if (++this.#depth > deepest) return undefined;
    const items: Value[] = [];
    while (this.#indent === indent && this.#isItem()) {
      const item = this.#readItem(list, items.length);
      if (item === undefined || this.#indent > indent) return undefined;
      items.push(item);
    }
    this.#depth--;
    if (!this.#endsCleanly()) return undefined;
    list.fill(items.slice(), false, this.#end);
    return list;
  }

  #readItem(list: Value, index: number): Value | undefined {
    const at = this.#skipSpaces(this.#start + 1);
    plainKey.lastIndex = at;
    return plainKey.test(this.#text) ? this.#readMap(list, index, noKey, at) : this.#readInline(list, index, noKey, at);
  }

  #isItem(): boolean {
    return !this.#isAtEnd() && this.#text.charCodeAt(this.#start) === dash && this.#text.charCodeAt(this.#start + 1) === space;
  }

  /** A comment that stands deeper than what follows belongs to the end of something above it: to what, the parser knows. */
  #endsCleanly(): boolean {
    return this.#commentIndent <= Math.max(this.#indent, 0);
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === space) at++;
    return at;
  }

  /** A scalar or a flow collection that ends on its line. That the next line does not go on with it sees who reads on. */
  #readInline(parent: Value, step: Step, key: Key, start: number): Value | undefined {
    const value = this.#inlineValue(parent, step, key, start);
    const behind = this.#skipSpaces(this.#end);
    if (value === undefined || (behind < this.#lineEnd && (behind === this.#end || this.#text.charCodeAt(behind) !== hash))) return undefined;
    if (behind < this.#lineEnd) this.#end = this.#lineEnd;
    this.#nextLine();
    return value;
  }

  #inlineValue(parent: Value, step: Step, key: Key, start: number): Value | undefined {
    const first = this.#text.charAt(start);
    if (first === '[' || first === '{') {
      const collection = new Value(this.#document, parent, step, { type: first === '[' ? 'list' : 'map', start, end: start, keyStart: key.start, keyEnd: key.end, marks: key.marks | marks.flow });
      return this.#fillFlow(collection, start, first) ? collection : undefined;
    }
    if (first === '"' || first === "'") return this.#quoted(parent, step, key, start, first);
    plainStart.lastIndex = start;
    const end = plainStart.test(this.#text) ? this.#endOfPlain(start) : -1;
    return end < 0 ? undefined : this.#scalar(parent, step, key, start, end, true);
  }

  /** Lists of words or quoted texts, and empty maps. */
  #fillFlow(collection: Value, start: number, opening: '[' | '{'): boolean {
    const items: Value[] = [];
    let at = this.#skipSpaces(start + 1);
    while (opening === '[' && this.#text.charAt(at) !== ']') {
      const item = this.#flowItem(collection, items.length, at);
      if (item === undefined) return false;
      items.push(item);
      at = this.#skipSpaces(this.#end);
      if (this.#text.charAt(at) === ']') break;
      if (this.#text.charAt(at) !== ',') return false;
      at = this.#skipSpaces(at + 1);
      if (this.#text.charAt(at) === ']') return false;
    }
    this.#end = at + 1;
    collection.fill(items.slice(), false, this.#end);
    return opening === '[' || this.#text.charAt(at) === '}';
  }

  #flowItem(list: Value, index: number, at: number): Value | undefined {
    const first = this.#text.charAt(at);
    if (first === '"' || first === "'") return this.#quoted(list, index, noKey, at, first);
    flowWord.lastIndex = at;
    return flowWord.test(this.#text) ? this.#scalar(list, index, noKey, at, flowWord.lastIndex, true) : undefined;
  }

  #quoted(parent: Value, step: Step, key: Key, start: number, quote: string): Value | undefined {
    const close = this.#text.indexOf(quote, start + 1);
    if (close < 0 || close >= this.#lineEnd || this.#text.charAt(close + 1) === quote || (quote === '"' && this.#text.slice(start, close).includes('\\'))) return undefined;
    return this.#scalar(parent, step, key, start, close + 1, false);
  }

  #scalar(parent: Value, step: Step, key: Key, start: number, end: number, isPlain: boolean): Value {
    this.#end = end;
    const scalar = scalarFrom(isPlain ? this.#text.slice(start, end) : this.#text.slice(start + 1, end - 1), isPlain);
    return new Value(this.#document, parent, step, { type: typeOfScalar(scalar), start, end, keyStart: key.start, keyEnd: key.end, marks: key.marks | (isPlain ? marks.plain : 0) }, scalar);
  }

  /** Where a plain scalar ends on its line; -1 where it looks like a key. */
  #endOfPlain(start: number): number {
    const text = this.#text;
    let end = start;
    for (let at = start; at < this.#lineEnd; at++) {
      const code = text.charCodeAt(at);
      if (code === space) continue;
      if (code === hash && text.charCodeAt(at - 1) === space) break;
      if (code === colonCode && (at + 1 === this.#lineEnd || text.charCodeAt(at + 1) === space)) return -1;
      end = at + 1;
    }
    return end;
  }
}

interface Key {
  readonly start: number;
  readonly end: number;
  readonly marks: number;
}

const noKey: Key = { start: -1, end: -1, marks: 0 };
const [space, hash, dash, colonCode] = [0x20, 0x23, 0x2d, 0x3a];
