import { perKind } from '../model/memo.ts';
import type { Index, Lookup } from '../model/rule.ts';
import type { LintOptions } from '../model/options.ts';
import type { DocumentEntry, Resource } from '../model/resource.ts';
import { folderOf } from '../text/uri.ts';
import { isKustomization } from './kustomization.ts';
import { createPatches } from './patches.ts';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { createTopics } from './topics.ts';
import type { Place, Reader } from './topics.ts';

/** What an update changed. A document that merely moved within its file is in neither list. */
export interface WorkspaceChange {
  readonly uri: string;
  readonly added: readonly DocumentEntry[];
  readonly removed: readonly DocumentEntry[];
  /** Documents that have become a patch, or are one no more. */
  readonly repurposed: readonly DocumentEntry[];
}

/**
 * A set of manifests that is applied to one cluster, with the ways to find a resource in it. Several workspace folders of
 * an editor are several workspaces: they see nothing of each other.
 */
export interface Workspace {
  readonly options: LintOptions;
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** Sets the text of a file; `undefined` takes the file out. */
  update(uri: string, text: string | undefined): WorkspaceChange;
  /** A view for one reader, which is remembered for what it reads; for nobody, a view that holds until the next update. */
  lookupFor(reader?: Reader): Lookup;
  release(reader: Reader): void;
  /** Readers of something that has changed since the last call. */
  takeDirty(): ReadonlySet<Reader>;
  /** The keys of a resource in an index; one may come twice. */
  keys(index: Index, resource: Resource): Iterable<string>;
}

/** `topicsOf` keeps who has read what, or, where nobody has to be told of changes, does not. */
export function createWorkspace(options: LintOptions, indexes: readonly Index[], topicsOf: typeof createTopics = createTopics): Workspace {
  const manifests = new Map<string, Manifest>();
  const topics = topicsOf<Resource>(byPlace);
  const kustomizations = topicsOf<string>(() => 0);
  const patches = createPatches();
  const indexesOf = perKind((kind) => indexes.filter((index) => index.kinds.includes(kind)));
  const placesOf = (resource: Resource): readonly Place[] => {
    const places: Place[] = [];
    for (const index of indexesOf(resource.kind)) for (const key of index.keys(resource, options)) places.push([index, key]);
    return places;
  };
  const markPatch = (entry: DocumentEntry): boolean => {
    const isPatch = patches.has(entry.uri);
    const changed = entry.isPatch !== isPatch;
    entry.isPatch = isPatch;
    return changed;
  };
  /** Takes in what a kustomization says; gives the documents for which that changes something. */
  const readKustomization = (uri: string, text: string | undefined): readonly DocumentEntry[] => {
    if (text === undefined) kustomizations.leave(uri);
    else kustomizations.join(uri, [[patches, folderOf(uri)]]);
    return patches.read(uri, text).flatMap((file) => manifests.get(file)?.entries ?? []).filter(markPatch);
  };

  return {
    options,
    manifests,
    update(uri, text) {
      const previous = manifests.get(uri);
      const { manifest, added, removed } = text === undefined ? { manifest: undefined, added: [], removed: previous?.entries ?? [] } : readManifest(uri, text, options, previous);
      if (manifest === undefined) manifests.delete(uri);
      else manifests.set(uri, manifest);
      // New ones first: a resource that is replaced by its next version is then never absent.
      for (const resource of resourcesOf(added)) topics.join(resource, placesOf(resource));
      for (const resource of resourcesOf(removed)) topics.leave(resource);
      patches.meet(uri);
      added.forEach(markPatch);
      const repurposed = isKustomization(uri) ? readKustomization(uri, text) : [];
      // For those who have read them they are others now.
      for (const resource of resourcesOf(repurposed)) topics.renew(resource);
      return { uri, added, removed, repurposed };
    },
    lookupFor: (reader) => ({
      options,
      all: (index, key) => topics.all([index, key], reader),
      first: (index, key, limit) => topics.first([index, key], limit, reader),
      any: (index, key) => topics.any([index, key], reader),
      isCrowded: (index, key) => topics.isCrowded([index, key], reader),
      part: (index, keys, question) => topics.part(keys.map((key): Place => [index, key]), question, reader),
      isKustomized: ({ entry }) => kustomizations.any([patches, folderOf(entry.uri)], reader),
    }),
    release: (reader) => {
      topics.release(reader);
      kustomizations.release(reader);
    },
    takeDirty: () => new Set([...topics.takeDirty(), ...kustomizations.takeDirty()]),
    keys: (index, resource) => (index.kinds.includes(resource.kind) ? index.keys(resource, options) : []),
  };
}

export function resourcesOf(entries: Iterable<DocumentEntry>): readonly Resource[] {
  return [...entries].flatMap((entry) => entry.resources);
}

/** The order of resources in a workspace: by file name, then by place. Same input, same order. */
export function byPlace(a: Resource, b: Resource): number {
  if (a.entry.uri !== b.entry.uri) return a.entry.uri < b.entry.uri ? -1 : 1;
  if (a.entry.index !== b.entry.index) return a.entry.index - b.entry.index;
  return a.root.span.start - b.root.span.start;
}
