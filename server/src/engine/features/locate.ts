// From an offset to the value that stands there, and to what its schema says.
import type { Schema } from '../../../../schemas/schema.ts';
import type { Lookup } from '../model/rule.ts';
import type { DocumentEntry, Resource } from '../model/resource.ts';
import { fieldSchema } from '../schema/resolve.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Step, Value } from '../yaml/value.ts';

/** What features look at: a linter, or anything else with a workspace. */
export interface Source {
  readonly workspace: Workspace;
}

/** A value, with the part of it that an offset touches. */
export interface Place {
  readonly value: Value;
  readonly on: 'key' | 'value';
}

/** A place in a resource, and what the schema says of it. */
export interface FieldPlace extends Place {
  readonly resource: Resource;
  /** Steps from the resource's root to the value; a field that a merge key brings stands in the map it is merged into. */
  readonly path: readonly Step[];
  /** The schemas of the values on that path, the resource's own first. Empty for a kind that has none. */
  readonly schemas: readonly Schema[];
}

/** The document of a file at an offset. Documents that cannot be ours are not among them. */
function entryAt({ workspace }: Source, uri: string, offset: number): DocumentEntry | undefined {
  const entries = workspace.manifests.get(uri)?.entries ?? [];
  return entries.findLast((entry) => entry.offset <= offset && offset <= entry.offset + entry.document.text.length);
}

/** What stands at an offset of a file; `undefined` outside of what the schemas know. */
export function fieldAt(source: Source, uri: string, offset: number): FieldPlace | undefined {
  const entry = entryAt(source, uri, offset);
  if (entry === undefined) return undefined;
  const place = placeAt(entry.document.root, offset - entry.offset);
  return place === undefined ? undefined : fieldOf(entry, place);
}

/** The innermost value at an offset of its document: its key, or the value itself if it is a scalar, an alias or empty. */
export function placeAt(root: Value, offset: number): Place | undefined {
  let at = root;
  for (;;) {
    const child = childAt(at, offset);
    if (child === undefined) break;
    if (child.key !== undefined && within(child.keySpan, offset)) return { value: child, on: 'key' };
    at = child;
  }
  const leaf = at.isAlias || at.children().length === 0;
  return leaf && at.exists && at !== root && within(at.span, offset) ? { value: at, on: 'value' } : undefined;
}

function childAt(parent: Value, offset: number): Value | undefined {
  // What an alias stands for has its place elsewhere.
  if (parent.isAlias) return undefined;
  if (parent.type === 'list') return itemAt(parent.items(), offset);
  return parent.children().find((child) => {
    if (child.parent !== parent && isMergedFromElsewhere(child, parent)) return false;
    const start = child.key === undefined ? child.span.start : child.keySpan.start;
    return start <= offset && offset <= Math.max(child.keySpan.end, child.span.end);
  });
}

/** Items stand in order, and there may be thousands: halve until one is left. */
function itemAt(items: readonly Value[], offset: number): Value | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.span.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  const item = items[low - 1];
  return item !== undefined && offset <= Math.max(item.keySpan.end, item.span.end) ? item : undefined;
}

function isMergedFromElsewhere(child: Value, into: Value): boolean {
  for (let at = child.parent; at !== undefined && at !== into; at = at.parent) if (at.isAlias) return true;
  return false;
}

function within(span: { readonly start: number; readonly end: number }, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** Finds the resource that a place belongs to, and the schemas on the way. */
function fieldOf(entry: DocumentEntry, place: Place): FieldPlace | undefined {
  const ancestors = new Set<Value>();
  for (let at: Value | undefined = place.value; at !== undefined; at = at.parent) ancestors.add(at);
  const resource = entry.resources.find((one) => ancestors.has(one.root));
  if (resource === undefined) return undefined;
  const path = pathBelow(resource.root, place.value);
  return { ...place, resource, path, schemas: schemasAlong(resource.kind.schema, path) ?? [] };
}

/** The steps from one value down to another, without merge keys. */
export function pathBelow(root: Value, value: Value): readonly Step[] {
  const steps: Step[] = [];
  for (let at = value; at !== root && at.parent !== undefined; at = at.parent) if (at.step !== undefined) steps.unshift(at.step);
  const merge = steps.indexOf('<<');
  if (merge < 0) return steps;
  const behind = typeof steps[merge + 1] === 'number' ? 2 : 1;
  return steps.filter((_, index) => index < merge || index >= merge + behind);
}

/** The schemas of all values on a path, the first one's included; `undefined` where the path leaves what is known. */
export function schemasAlong(schema: Schema | undefined, path: readonly Step[]): readonly Schema[] | undefined {
  if (schema === undefined) return undefined;
  const schemas = [schema];
  let at: Schema | undefined = schema;
  for (const step of path) {
    at = at['x-any'] === true ? undefined : typeof step === 'number' ? at.items : fieldSchema(at, step);
    if (at === undefined) return undefined;
    schemas.push(at);
  }
  return schemas;
}

/** Looks something up in the workspace for the moment: nothing is remembered of what is read. */
export function withLookup<Result>({ workspace }: Source, read: (lookup: Lookup) => Result): Result {
  const reader = {};
  try {
    return read(workspace.lookupFor(reader));
  } finally {
    workspace.release(reader);
  }
}
