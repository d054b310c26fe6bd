import { classify } from '../kinds/classify.ts';
import type { LintOptions } from '../model/options.ts';
import type { DocumentEntry, Resource } from '../model/resource.ts';
import { parseDocument } from '../yaml/document.ts';
import { splitDocuments } from '../yaml/split.ts';
import type { ParsedDocument, Value } from '../yaml/value.ts';
import { claimsToBeOurs, mayBeOurs } from './prefilter.ts';

/** A file: its text and its documents. Documents that cannot be ours are counted, not kept. */
export interface Manifest {
  readonly uri: string;
  readonly text: string;
  readonly entries: readonly DocumentEntry[];
  /** How many documents of the file were not read because they cannot be ours. */
  readonly skipped: number;
}

/**
 * Reads a file, taking over from its previous version every document whose text is unchanged: those keep their identity,
 * and with it all that was found out about them. Only their place is set anew. Documents that changed places are read again,
 * because the order of resources counts.
 */
export function readManifest(uri: string, text: string, options: LintOptions, previous?: Manifest): Manifest {
  const places = new Map(previous?.entries.map((entry) => [entry, entry.index]));
  const next = readWith(uri, text, options, reusableEntries(previous));
  const kept = next.entries.map((entry) => places.get(entry)).filter((place) => place !== undefined);
  const inOrder = kept.every((place, index) => index === 0 || place > (kept[index - 1] ?? -1));
  return inOrder ? next : readWith(uri, text, options, new Map());
}

function readWith(uri: string, text: string, options: LintOptions, reusable: ReadonlyMap<string, DocumentEntry[]>): Manifest {
  const entries: DocumentEntry[] = [];
  let skipped = 0;
  for (const span of splitDocuments(text)) {
    const chunk = text.slice(span.start, span.end);
    const known = reusable.get(chunk)?.pop();
    if (known !== undefined) {
      known.offset = span.start;
      known.index = entries.length;
      entries.push(known);
    } else if (mayBeOurs(chunk)) {
      entries.push(readEntry(uri, chunk, span.start, entries.length, options));
    } else if (chunk.trim() !== '') {
      skipped++;
    }
  }
  return { uri, text, entries, skipped };
}

function reusableEntries(previous: Manifest | undefined): Map<string, DocumentEntry[]> {
  const byText = new Map<string, DocumentEntry[]>();
  for (const entry of previous?.entries ?? []) {
    const same = byText.get(entry.document.text);
    if (same === undefined) byText.set(entry.document.text, [entry]);
    else same.unshift(entry);
  }
  return byText;
}

function readEntry(uri: string, text: string, offset: number, index: number, options: LintOptions): DocumentEntry {
  const document = parseDocument(text);
  const resources: Resource[] = [];
  const entry = { uri, index, offset, document, resources, ours: false };
  entry.ours = collectResources(entry, document.root, options, resources) || (document.problems.length > 0 && claimsToBeOurs(text));
  return entry;
}

/** Adds the resources of an object, which may be a list of them; tells whether any of it is ours or claims to be. */
function collectResources(entry: DocumentEntry, root: Value, options: LintOptions, resources: Resource[]): boolean {
  const found = classify(root);
  switch (found.type) {
    case 'resource':
      resources.push(describeResource(entry, root, found, options));
      return found.kind.schema !== undefined;
    case 'list':
      return root.at('items').items().reduce((ours, item) => collectResources(entry, item, options, resources) || ours, false);
    case 'unknown':
      return true;
    case 'foreign':
      return false;
  }
}

function describeResource(entry: DocumentEntry, root: Value, { kind, version }: Pick<Resource, 'kind' | 'version'>, options: LintOptions): Resource {
  const metadata = root.at('metadata');
  const written = metadata.at('namespace');
  const hidden = written.type === 'unknown' || metadata.type === 'unknown';
  const namespace = kind.namespaced && !hidden ? (nonEmpty(written.string) ?? options.namespace) : undefined;
  return { entry, root, kind, version, namespace, namespaceWritten: nonEmpty(written.string) !== undefined, name: nonEmpty(metadata.at('name').string) };
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
