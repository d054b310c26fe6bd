// Names that the workspace knows.
import type { Resource } from '../../model/resource.ts';
import type { Source } from '../locate.ts';
import { sortKey } from './candidate.ts';
import type { Candidate, Slot } from './candidate.ts';

/** More names than anybody reads; what is typed narrows them down. */
const limit = 1000;

function* resources({ workspace }: Source): Generator<Resource> {
  for (const { entries } of workspace.manifests.values()) for (const entry of entries) yield* entry.resources;
}

/** What a resource is called beside a name that it brings. */
export function titleOf({ kind, namespace, name }: Resource): string {
  return `${kind.kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? '?'}`;
}

/** Each name once, with the first resource that has it. */
export function namesInWorkspace(slot: Slot, namesOf: (resource: Resource) => readonly string[]): readonly Candidate[] {
  const found = new Map<string, Resource>();
  for (const one of resources(slot.source)) {
    for (const name of namesOf(one)) if (!found.has(name)) found.set(name, one);
    if (found.size >= limit) break;
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, one], index) => ({ text, reference: true, detail: titleOf(one), sort: sortKey(1, index) }));
}
