// Which resources of a workspace are surely in one cluster: files may hold alternatives, such as examples and overlays.
import { perCheck } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { folderOf } from '../text/uri.ts';
import { findByName } from '../workspace/indexes/by-name.ts';

/**
 * Whether two resources are applied side by side. Those of one file are. Those of two files are if both say in which
 * namespace, nothing else has their names, and no kustomization chooses among the files.
 */
export function areTogether(lookup: Lookup, a: Resource, b: Resource): boolean {
  if (isSameObject(a, b) || a.entry.isPatch || b.entry.isPatch) return false;
  return a.entry.uri === b.entry.uri || [a, b].every((one) => isOnlyOne(lookup, one));
}

/** The same where it is enough that nothing speaks against it: those of one folder may be applied side by side as well. */
export function mayBeTogether(lookup: Lookup, a: Resource, b: Resource): boolean {
  return folderOf(a.entry.uri) === folderOf(b.entry.uri) || areTogether(lookup, a, b);
}

/**
 * Whether two resources belong to two variants of one set of manifests, such as two examples: beside one of them stands another
 * manifest of the other, in its file or in its folder.
 */
export function areVariants(lookup: Lookup, a: Resource, b: Resource): boolean {
  return a.entry.uri !== b.entry.uri && (hasTwinBeside(lookup, a, b) || hasTwinBeside(lookup, b, a));
}

/** Whether a namespace has a resource of the same kind and name, as another environment has: what is there is for that one. */
export function hasItsLike(lookup: Lookup, namespace: string | undefined, { kind, name, namespace: own }: Resource): boolean {
  return name !== undefined && namespace !== undefined && namespace !== own && findByName(lookup, kind, namespace, name).found.some((one) => one.namespace === namespace);
}

function hasTwinBeside(lookup: Lookup, { kind, namespace, name, entry }: Resource, { entry: other }: Resource): boolean {
  if (name === undefined) return false;
  const isFar = folderOf(entry.uri) !== folderOf(other.uri);
  const isBeside = (uri: string): boolean => uri === other.uri || (isFar && folderOf(uri) === folderOf(other.uri));
  return findByName(lookup, kind, namespace, name).found.some((twin) => twin.entry.uri !== entry.uri && twin.namespace === namespace && isBeside(twin.entry.uri));
}

function isSameObject(a: Resource, b: Resource): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}

/** Known once for all who are beside it. */
const isOnlyOne = perCheck((lookup: Lookup, resource: Resource): boolean => {
  const { kind, name, namespace, namespaceWritten } = resource;
  return namespaceWritten && name !== undefined && !lookup.isKustomized(resource) && findByName(lookup, kind, namespace, name).found.every((one) => one === resource);
});
