import { classify } from '../kinds/classify.ts';
import type { LintOptions } from '../model/options.ts';
import type { DocumentEntry, Resource } from '../model/resource.ts';
import { parseDocument } from '../yaml/document.ts';
import { ownCopy } from '../yaml/own-copy.ts';
import { splitDocuments } from '../yaml/split.ts';
import type { Span } from '../yaml/span.ts';
import type { ParsedDocument, Value } from '../yaml/value.ts';
import { claimsToBeOurs, mayBeOurs } from './prefilter.ts';
import { compare } from './reuse.ts';
import type { Piece } from './reuse.ts';

/** A file: its text and its documents. Documents that cannot be ours are counted, not kept. */
export interface Manifest {
  readonly uri: string;
  readonly text: string;
  readonly entries: readonly DocumentEntry[];
  /** How many documents of the file were not read because they cannot be ours. */
  readonly skipped: number;
  /** All parts of the text, in order. */
  readonly pieces: readonly Piece[];
}

/** A file as it is now, and what of it is new and gone. A document that merely moved is neither. */
export interface Reading {
  readonly manifest: Manifest;
  readonly added: readonly DocumentEntry[];
  readonly removed: readonly DocumentEntry[];
}

/**
 * Reads a file, taking over from its previous version every document whose text is unchanged: those keep their identity,
 * and with it all that was found out about them. Only their place is set anew. Documents that changed places are read again,
 * because the order of resources counts.
 */
export function readManifest(uri: string, text: string, options: LintOptions, previous?: Manifest): Reading {
  const old = previous?.pieces ?? [];
  const { before, between, after, shift } = previous === undefined ? { before: 0, between: splitDocuments(text), after: 0, shift: 0 } : compare(previous, text);
  const end = old.length - after;
  const replaced = old.slice(before, end);
  let index = entriesOf(old.slice(0, before)).length;
  const middle = readPieces(uri, text, between, index, options, replaced);
  const kept = new Set(entriesOf(middle));
  index += kept.size;
  const tail = old.slice(end).map((piece) => {
    if (piece.entry !== undefined) place(piece.entry, index++, piece.start + shift);
    return shift === 0 ? piece : { ...piece, start: piece.start + shift, end: piece.end + shift };
  });
  const pieces = [...old.slice(0, before), ...middle, ...tail];
  const gone = entriesOf(replaced);
  const were = new Set(gone);
  return {
    manifest: { uri, text, pieces, entries: entriesOf(pieces), skipped: pieces.filter((piece) => piece.skipped).length },
    added: [...kept].filter((entry) => !were.has(entry)),
    removed: gone.filter((entry) => !kept.has(entry)),
  };
}

function entriesOf(pieces: readonly Piece[]): readonly DocumentEntry[] {
  return pieces.flatMap(({ entry }) => entry ?? []);
}

function place(entry: DocumentEntry, index: number, offset: number): void {
  entry.index = index;
  entry.offset = offset;
}

/** Reads the documents at some spans. Those of `replaced` with the same text are taken over, if none has overtaken another. */
function readPieces(uri: string, text: string, spans: readonly Span[], first: number, options: LintOptions, replaced: readonly Piece[]): readonly Piece[] {
  const takeOver = reusable(replaced);
  let index = first;
  return spans.map(({ start, end }): Piece => {
    const chunk = text.slice(start, end);
    const known = takeOver(chunk);
    if (known !== undefined) {
      place(known, index++, start);
      return { start, end, skipped: false, entry: known };
    }
    if (mayBeOurs(chunk)) return { start, end, skipped: false, entry: readEntry(uri, ownCopy(chunk), start, index++, options) };
    return { start, end, skipped: chunk.trim() !== '' };
  });
}

/** Gives for a text the next document that had it, never one before that given last. */
function reusable(replaced: readonly Piece[]): (text: string) => DocumentEntry | undefined {
  const entries = entriesOf(replaced);
  const byText = new Map<string, number[]>();
  for (let at = entries.length - 1; at >= 0; at--) {
    const text = entries[at]?.document.text ?? '';
    const same = byText.get(text);
    if (same === undefined) byText.set(text, [at]);
    else same.push(at);
  }
  let last = -1;
  return (text) => {
    const places = byText.get(text);
    let at = places?.pop();
    while (at !== undefined && at < last) at = places?.pop();
    if (at === undefined) return undefined;
    last = at;
    return entries[at];
  };
}

const noResources: readonly Resource[] = [];

function readEntry(uri: string, text: string, offset: number, index: number, options: LintOptions): DocumentEntry {
  const document = parseDocument(text);
  const entry = { uri, index, offset, document, resources: noResources, ours: false, isPatch: false };
  const { resources, ours } = resourcesIn(entry, document.root, options);
  entry.resources = resources;
  entry.ours = ours || (document.problems.length > 0 && claimsToBeOurs(text));
  return entry;
}

/** The resources of an object, which may be a list of them, and whether any of it is ours or claims to be. */
function resourcesIn(entry: DocumentEntry, root: Value, options: LintOptions): Pick<DocumentEntry, 'resources' | 'ours'> {
  const found = classify(root);
  switch (found.type) {
    case 'resource':
      return { resources: [describeResource(entry, root, found, options)], ours: found.kind.schema !== undefined };
    case 'list': {
      const items = root.at('items').items().map((item) => resourcesIn(entry, item, options));
      return { resources: items.flatMap(({ resources }) => resources), ours: items.some(({ ours }) => ours) };
    }
    case 'unknown':
      return { resources: [], ours: true };
    case 'foreign':
      return { resources: [], ours: false };
  }
}

function describeResource(entry: DocumentEntry, root: Value, { kind, version }: Pick<Resource, 'kind' | 'version'>, options: LintOptions): Resource {
  const metadata = root.at('metadata');
  const written = metadata.at('namespace');
  const hidden = written.type === 'unknown' || metadata.type === 'unknown';
  const namespace = kind.namespaced && !hidden ? (nonEmpty(written.string) ?? options.namespace) : undefined;
  return { entry, root, kind, version, namespace, namespaceWritten: nonEmpty(written.string) !== undefined, name: nonEmpty(metadata.at('name').string), kept: [] };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** The objects of a document that say what they are, items of lists included, in order. */
export function objectsOf(document: ParsedDocument): readonly Value[] {
  const objects: Value[] = [];
  const add = (root: Value): void => {
    if (classify(root).type === 'list') for (const item of root.at('items').items()) add(item);
    else objects.push(root);
  };
  add(document.root);
  return objects;
}
