import type { Index, Lookup } from '../model/rule.ts';
import type { LintOptions } from '../model/options.ts';
import type { DocumentEntry, Resource } from '../model/resource.ts';
import { folderOf } from '../text/uri.ts';
import { isKustomization } from './kustomization.ts';
import { createPatches } from './patches.ts';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { createTopics } from './topics.ts';
import type { Reader } from './topics.ts';

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
  /** A view for one reader, which is remembered for what it reads. */
  lookupFor(reader: Reader): Lookup;
  release(reader: Reader): void;
  /** Readers of something that has changed since the last call. */
  takeDirty(): ReadonlySet<Reader>;
  /** The keys of a resource in an index. */
  keys(index: Index, resource: Resource): readonly string[];
}

export function createWorkspace(options: LintOptions, indexes: readonly Index[]): Workspace {
  const manifests = new Map<string, Manifest>();
  const topics = createTopics<Resource>(byPlace);
  const kustomizations = createTopics<string>(() => 0);
  const patches = createPatches();
  const keysOfResource = new WeakMap<Resource, ReadonlyMap<Index, readonly string[]>>();

  const keysOf = (resource: Resource): ReadonlyMap<Index, readonly string[]> => {
    let keys = keysOfResource.get(resource);
    if (keys === undefined) {
      keys = new Map(indexes.filter((index) => index.kinds.includes(resource.kind)).map((index) => [index, [...new Set(index.keys(resource, options))]]));
      keysOfResource.set(resource, keys);
    }
    return keys;
  };
  const markPatch = (entry: DocumentEntry): boolean => {
    const isPatch = patches.has(entry.uri);
    const changed = entry.isPatch !== isPatch;
    entry.isPatch = isPatch;
    return changed;
  };
  /** Takes in what a kustomization says; gives the documents for which that changes something. */
  const readKustomization = (uri: string, text: string | undefined): readonly DocumentEntry[] => {
    if (text === undefined) kustomizations.remove(folderOf(uri), uri);
    else kustomizations.add(folderOf(uri), uri);
    return patches.read(uri, text).flatMap((file) => manifests.get(file)?.entries ?? []).filter(markPatch);
  };
  const topicNames = (resource: Resource): readonly string[] => [...keysOf(resource)].flatMap(([index, keys]) => keys.map((key) => topicName(index, key)));

  return {
    options,
    manifests,
    update(uri, text) {
      const previous = manifests.get(uri);
      const { manifest, added, removed } = text === undefined ? { manifest: undefined, added: [], removed: previous?.entries ?? [] } : readManifest(uri, text, options, previous);
      if (manifest === undefined) manifests.delete(uri);
      else manifests.set(uri, manifest);
      // New ones first: a resource that is replaced by its next version is then never absent.
      for (const resource of resourcesOf(added)) for (const name of topicNames(resource)) topics.add(name, resource);
      for (const resource of resourcesOf(removed)) for (const name of topicNames(resource)) topics.remove(name, resource);
      patches.meet(uri);
      added.forEach(markPatch);
      return { uri, added, removed, repurposed: isKustomization(uri) ? readKustomization(uri, text) : [] };
    },
    lookupFor: (reader) => ({
      options,
      all: (index, key) => topics.all(topicName(index, key), reader),
      first: (index, key, limit) => topics.first(topicName(index, key), limit, reader),
      any: (index, key) => topics.any(topicName(index, key), reader),
      isKustomized: ({ entry }) => kustomizations.any(folderOf(entry.uri), reader),
    }),
    release: (reader) => {
      topics.release(reader);
      kustomizations.release(reader);
    },
    takeDirty: () => new Set([...topics.takeDirty(), ...kustomizations.takeDirty()]),
    keys: (index, resource) => keysOf(resource).get(index) ?? [],
  };
}

export function resourcesOf(entries: Iterable<DocumentEntry>): readonly Resource[] {
  return [...entries].flatMap((entry) => entry.resources);
}

function topicName(index: Index, key: string): string {
  return `${index.id}\n${key}`;
}

/** The order of resources in a workspace: by file name, then by place. Same input, same order. */
export function byPlace(a: Resource, b: Resource): number {
  if (a.entry.uri !== b.entry.uri) return a.entry.uri < b.entry.uri ? -1 : 1;
  if (a.entry.index !== b.entry.index) return a.entry.index - b.entry.index;
  return a.root.span.start - b.root.span.start;
}
