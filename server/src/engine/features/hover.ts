// What stands under the pointer: the meaning of a value first, then its field; for a key the field alone.
import type { Lookup } from '../model/rule.ts';
import { meaningOf } from '../schema/problem.ts';
import { shift } from '../yaml/span.ts';
import type { Span } from '../yaml/span.ts';
import { fileOnly } from './chain/places.ts';
import type { PlaceOf } from './chain/places.ts';
import { describeChain } from './hover/chain.ts';
import { describeWord, fieldCard, fieldLine } from './hover/field.ts';
import { kindCard } from './hover/kind.ts';
import { meshFieldAt } from './hover/mesh-config.ts';
import { describePolicy } from './hover/policy.ts';
import { describeReference } from './hover/reference.ts';
import { fieldAt, withLookup } from './locate.ts';
import type { FieldPlace, Source } from './locate.ts';
import { paragraphs } from './markdown.ts';
import { meanings } from './meanings/index.ts';

/** Markdown about a place, and the characters it is about (offsets of the file). */
export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** What a host can add. */
export interface HoverOptions {
  /** Names places in files and leads there. */
  readonly placeOf?: PlaceOf;
  /** Not all files have been read yet, so nothing can be said about what lies in several. */
  readonly isPartial?: boolean;
}

/** What there is to say at an offset of a file; `undefined` where there is nothing. */
export function hover(source: Source, uri: string, offset: number, options: HoverOptions = {}): Hover | undefined {
  const place = fieldAt(source, uri, offset);
  if (place === undefined) return undefined;
  const { place: field, span } = (place.schemas.length === 0 ? meshFieldAt(place, offset - place.resource.entry.offset) : undefined) ?? { place, span: place.on === 'key' ? place.value.keySpan : place.value.span };
  const markdown = withLookup(source, (lookup) => describe(field, lookup, options));
  if (markdown === undefined || markdown === '') return undefined;
  return { markdown, span: shift(span, place.resource.entry.offset) };
}

function describe(place: FieldPlace, lookup: Lookup, { placeOf = fileOnly, isPartial = false }: HoverOptions): string | undefined {
  const { path, resource, on, schemas } = place;
  if (on === 'value' && path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion')) return kindCard(resource.kind);
  if (schemas.length === 0) return undefined;
  const policy = describePolicy(place, lookup);
  if (on === 'key') return policy === undefined ? paragraphs(selectedPods(place, lookup), fieldCard(place)) : paragraphs(policy, '---', fieldCard(place));
  const chain = isPartial ? undefined : describeChain(place, lookup, placeOf);
  const meaning = paragraphs(describeValue(place, lookup, chain), policy);
  const field = fieldLine(place);
  return meaning === '' ? field : paragraphs(meaning, '---', field);
}

/** Labels of a selector say most together: the key of any of them shows whom they choose. */
function selectedPods(place: FieldPlace, lookup: Lookup): string | undefined {
  const isLabel = place.value.string !== undefined && place.schemas[place.schemas.length - 2]?.properties === undefined;
  return isLabel ? describeReference(place, lookup) : undefined;
}

/** `chain`: what becomes of requests for it, which stands before what it refers to. */
function describeValue(place: FieldPlace, lookup: Lookup, chain: string | undefined): string {
  const { meaning, dialect } = meaningOf(place.schemas[place.schemas.length - 1]);
  return paragraphs(meanings[meaning]?.describe?.(place, dialect, lookup) ?? describeWord(place), chain, describeReference(place, lookup));
}
