// The outline of a file: its resources, and below each the lists and objects of its spec.
import type { Resource } from '../model/resource.ts';
import { shift } from '../yaml/span.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import type { Source } from './locate.ts';

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'resource' | 'list' | 'object' | 'item';
  /** All of it, and the part to select (offsets of the file). */
  readonly span: Span;
  readonly selectionSpan: Span;
  readonly children: readonly DocumentSymbol[];
}

const limit = 5000;
const longest = 60;

/** The outline of a file. A file of very many resources shows the first of them in full, and of the rest their names. */
export function symbols({ workspace }: Source, uri: string): readonly DocumentSymbol[] {
  const budget = { left: limit };
  const resources = (workspace.manifests.get(uri)?.entries ?? []).flatMap((entry) => entry.resources);
  budget.left -= resources.length;
  return resources.slice(0, limit).map((resource) => resourceSymbol(resource, budget));
}

interface Budget {
  left: number;
}

function resourceSymbol(resource: Resource, budget: Budget): DocumentSymbol {
  const { root, kind, name, namespace, entry } = resource;
  const title = root.at('metadata', 'name');
  const span = root.span;
  return {
    name: short(`${kind.kind} ${name ?? '?'}`), detail: namespace ?? '', kind: 'resource',
    span: shift(span, entry.offset), selectionSpan: shift(within(title.exists ? title.span : root.keySpan, span), entry.offset),
    children: kind.schema === undefined ? [] : fieldsOf(root.at('spec'), entry.offset, budget),
  };
}

function within(span: Span, outer: Span): Span {
  return outer.start <= span.start && span.end <= outer.end ? span : { start: outer.start, end: outer.start };
}

/** The lists and objects of a map; scalars are details of what is around them. */
function fieldsOf(map: Value, offset: number, budget: Budget): readonly DocumentSymbol[] {
  return map.entries().flatMap((field) => {
    if ((field.type !== 'map' && field.type !== 'list') || field.isAlias || !isOwn(field, map) || budget.left <= 0) return [];
    budget.left--;
    const isList = field.type === 'list';
    const scalars = isList && field.items().every((item) => item.children().length === 0);
    return [symbolOf(field, {
      name: String(field.step), detail: isList ? listDetail(field) : summary(field), kind: isList ? 'list' : 'object',
      children: scalars ? [] : isList ? itemsOf(field, offset, budget) : fieldsOf(field, offset, budget),
    }, offset)];
  });
}

function itemsOf(list: Value, offset: number, budget: Budget): readonly DocumentSymbol[] {
  return list.items().flatMap((item, index) => {
    if (budget.left <= 0 || item.isAlias) return [];
    budget.left--;
    const label = summary(item);
    return [symbolOf(item, { name: label === '' ? `${String(list.step)} ${index + 1}` : label, detail: '', kind: 'item', children: fieldsOf(item, offset, budget) }, offset)];
  });
}

/** What a merge key brings stands elsewhere. */
function isOwn(field: Value, map: Value): boolean {
  return field.parent === map;
}

function symbolOf(value: Value, about: Pick<DocumentSymbol, 'name' | 'detail' | 'kind' | 'children'>, offset: number): DocumentSymbol {
  const { keySpan } = value;
  const span = { start: Math.min(keySpan.start, value.span.start), end: Math.max(keySpan.end, value.span.end) };
  return { ...about, name: short(about.name), detail: short(about.detail), span: shift(span, offset), selectionSpan: shift(within(keySpan, span), offset) };
}

function listDetail(list: Value): string {
  const words = list.items().slice(0, 10).map((item) => item.string).filter((one) => one !== undefined);
  return words.length > 0 ? words.join(', ') : `${list.items().length}`;
}

/** Fields that tell one object from its neighbours, the best first. */
const telling: readonly (readonly string[])[] = [['name'], ['cidr'], ['ipBlock', 'cidr'], ['host'], ['hosts'], ['destination', 'host'], ['port', 'number'], ['number'], ['port'], ['address'], ['matchLabels'], ['podSelector', 'matchLabels'], ['namespaceSelector', 'matchLabels'], ['labels']];

/** A few words that say what an object is about. */
function summary(value: Value): string {
  const protocol = [value.at('protocol'), value.at('port', 'protocol')].find((one) => one.string !== undefined)?.string;
  for (const path of telling) {
    const words = wordsOf(value.at(...path));
    if (words !== '') return protocol === undefined ? words : `${words} ${protocol}`;
  }
  return protocol ?? (value.string ?? '');
}

function wordsOf(value: Value): string {
  if (value.type === 'list') return value.items().slice(0, 3).map((item) => item.string).filter((one) => one !== undefined).join(', ');
  if (value.type === 'map') return value.entries().slice(0, 3).flatMap((entry) => (entry.string === undefined ? [] : `${String(entry.step)}=${entry.string}`)).join(', ');
  const { scalar } = value;
  return scalar === undefined || scalar === null || value.type === 'unknown' ? '' : String(scalar);
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const kept = line.length > longest ? `${line.slice(0, longest)}…` : line;
  return kept;
}
