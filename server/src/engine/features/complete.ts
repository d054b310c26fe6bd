// What may be written at the cursor: fields, values, and names of what the workspace holds.
import type { Schema } from '../../../../schemas/schema.ts';
import { checkedKinds, findKind } from '../kinds/index.ts';
import { splitApiVersion } from '../model/kind.ts';
import type { Kind } from '../model/kind.ts';
import { columnOf, lineStart } from '../text/lines.ts';
import { cursorAt } from '../yaml/cursor.ts';
import type { Cursor } from '../yaml/cursor.ts';
import { shift } from '../yaml/span.ts';
import type { Span } from '../yaml/span.ts';
import { splitDocuments } from '../yaml/split.ts';
import type { Step, Value } from '../yaml/value.ts';
import { keyCandidates, writeKey } from './complete/keys.ts';
import { resourceHeads } from './complete/heads.ts';
import { valueCandidates } from './complete/values.ts';
import { writeValue } from './complete/candidate.ts';
import type { Candidate, Slot } from './complete/candidate.ts';
import { pathBelow, schemasAlong, withLookup } from './locate.ts';
import type { Source } from './locate.ts';

/** One thing that may be written. */
export interface Completion {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'reference';
  /** A few words: a type, or what a name belongs to. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Lines after the first are indented relative to the line of the cursor, whose own indentation comes on top. */
  readonly insertText: string;
  /** `insertText` is a snippet with tab stops; else it is plain text. */
  readonly isSnippet: boolean;
  /** What the text replaces: the word at the cursor (offsets of the file). */
  readonly span: Span;
  /** Sorts the list. */
  readonly sortText: string;
  readonly deprecated?: boolean;
}

/** What may be written at an offset of a file. */
export function complete(source: Source, uri: string, offset: number): readonly Completion[] {
  const text = source.workspace.manifests.get(uri)?.text;
  const chunk = text === undefined ? undefined : splitDocuments(text).findLast((span) => span.start <= offset && offset <= span.end);
  if (text === undefined || chunk === undefined) return [];
  const document = text.slice(chunk.start, chunk.end);
  const cursor = cursorAt(document, offset - chunk.start);
  if (cursor === undefined) return [];
  return withLookup(source, (lookup) => {
    const root = objectAround(cursor.at);
    const slot: Slot = { cursor, root, kind: kindOf(root), namespace: root.at('metadata', 'namespace').string ?? lookup.options.namespace, source, lookup };
    return finish(completionsAt(slot, document), chunk.start);
  });
}

function finish(found: readonly Completion[], offset: number): readonly Completion[] {
  return found.map((one) => ({ ...one, span: shift(one.span, offset) }));
}

/** The object that a value belongs to: an item of a list of objects, or the document. */
function objectAround(value: Value): Value {
  const { document: { root } } = value;
  const [first, second] = value.path;
  return first === 'items' && typeof second === 'number' && root.at('kind').string?.endsWith('List') === true ? root.at('items', second) : root;
}

/** The kind of an object. An object without its apiVersion is taken for the one of ours with that name. */
function kindOf(root: Value): Kind | undefined {
  const kind = root.at('kind').string;
  const apiVersion = root.at('apiVersion').string;
  if (kind === undefined) return undefined;
  if (apiVersion === undefined) return checkedKinds.find((one) => one.kind === kind);
  return findKind(splitApiVersion(apiVersion)[0], kind);
}

function completionsAt(slot: Slot, document: string): readonly Completion[] {
  const { cursor, root, kind } = slot;
  const path = pathBelow(root, cursor.at);
  const heads = resourceHeads(slot, path);
  if (heads !== undefined) return heads.map((one) => (cursor.slot === 'key' ? asKey(one, slot, document, '') : asValue(one, slot, '')));
  const schemas = schemasAlong(kind?.schema, path);
  const schema = schemas?.[schemas.length - 1];
  if (kind === undefined || schemas === undefined || schema === undefined || schema['x-any'] === true) return [];
  if (cursor.slot === 'key') return schema.type === 'object' ? keys(slot, schema, schemas, document, '') : [];
  if (cursor.slot === 'value') return values(slot, schemas, path, '');
  return either(slot, schemas, path, document);
}

/** The beginning of a list's item, or of a value on a line of its own. */
function either(slot: Slot, schemas: readonly Schema[], path: readonly Step[], document: string): readonly Completion[] {
  const schema = schemas[schemas.length - 1];
  if (schema === undefined) return [];
  if (schema.type === 'object') return keys(slot, schema, schemas, document, '');
  if (schema.type !== 'array') return isOnOwnLine(slot.cursor, document) && typeof path[path.length - 1] === 'string' ? [] : values(slot, schemas, path, '');
  if (schema.items === undefined || slot.cursor.at.parent?.isFlow === true) return [];
  const below = [...schemas, schema.items];
  return schema.items.type === 'object' ? keys(slot, schema.items, below, document, '- ') : values(slot, below, [...path, 0], '- ');
}

function isOnOwnLine({ span }: Cursor, document: string): boolean {
  return document.slice(lineStart(document, span.start), span.start).trim() === '';
}

function keys(slot: Slot, schema: Schema, schemas: readonly Schema[], document: string, prefix: string): readonly Completion[] {
  const docs = schemas.findLast((one) => one['x-docs'] !== undefined)?.['x-docs'] ?? slot.kind?.docs;
  return keyCandidates(slot.cursor.at, schema, docs).map((one) => asKey(one, slot, document, prefix));
}

function values(slot: Slot, schemas: readonly Schema[], path: readonly Step[], prefix: string): readonly Completion[] {
  return valueCandidates(slot, schemas, path).map((one) => asValue(one, slot, prefix));
}

function asKey(candidate: Candidate, { cursor }: Slot, document: string, prefix: string): Completion {
  const line = lineStart(document, cursor.span.start);
  const indent = document.slice(line).search(/[^ ]|$/);
  const extra = columnOf(document, cursor.span.start) - Math.min(indent, columnOf(document, cursor.span.start)) + prefix.length;
  const nameOnly = cursor.hasColon || cursor.quote !== undefined;
  const text = nameOnly || candidate.schema === undefined ? candidate.text : writeKey(candidate.text, candidate.schema, ' '.repeat(extra), inFlow(cursor.at));
  return { ...shown(candidate, prefix), kind: 'field', insertText: `${prefix}${text}`, isSnippet: !nameOnly, span: cursor.span };
}

function inFlow(value: Value): boolean {
  for (let at: Value | undefined = value; at !== undefined; at = at.parent) if (at.isFlow) return true;
  return false;
}

function asValue(candidate: Candidate, { cursor }: Slot, prefix: string): Completion {
  const written = candidate.bare === true && cursor.quote === undefined ? candidate.text : writeValue(candidate.text, cursor.quote);
  return {
    ...shown(candidate, prefix), kind: candidate.reference === true ? 'reference' : 'value',
    insertText: `${cursor.needsBlank ? ' ' : ''}${prefix}${written}`, isSnippet: false, span: cursor.span,
  };
}

function shown({ text, detail, documentation, sort, deprecated }: Candidate, prefix: string): Pick<Completion, 'label' | 'detail' | 'documentation' | 'sortText' | 'deprecated'> {
  return {
    label: `${prefix}${text}`, sortText: sort,
    ...(detail === undefined ? {} : { detail }), ...(documentation === undefined ? {} : { documentation }), ...(deprecated === true ? { deprecated } : {}),
  };
}

