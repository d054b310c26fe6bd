import { kinds } from '../../kinds/index.ts';
import { kindId } from '../../model/kind.ts';
import type { Kind } from '../../model/kind.ts';
import type { Index, Lookup } from '../../model/rule.ts';
import type { Resource } from '../../model/resource.ts';
import { folderOf } from '../../text/uri.ts';

/** Stands for a namespace or a name that is not known. */
const unknown = '?';

/** Resources by kind, namespace and name; those whose namespace or name is not known under `?`. */
export const byName: Index = {
  id: 'by-name',
  kinds,
  keys: ({ kind, namespace, name }) => {
    const id = kindId(kind);
    return [`${id} ${namespace ?? unknown} ${name ?? unknown}`, `${id} * ${name ?? unknown}`];
  },
};

/** Resources by kind and namespace, and by kind alone; where the namespace is not known, by folder too. */
export const byNamespace: Index = {
  id: 'by-namespace',
  kinds,
  keys: ({ entry, kind, namespace }) => {
    const id = kindId(kind);
    return [`${id} ${namespace ?? unknown}`, `${id} *`, ...(namespace === undefined ? [`${id} in ${folderOf(entry.uri)}`] : [])];
  },
};

/** What a name may stand for. A namespace of `undefined` is unknown and matches any. */
export interface Named {
  readonly found: readonly Resource[];
  /** There are resources there whose own name is not known, so that nothing can be called missing. */
  readonly unnamed: boolean;
}

export function findByName(lookup: Lookup, kind: Kind, namespace: string | undefined, name: string): Named {
  const id = kindId(kind);
  if (namespace === undefined) return { found: lookup.all(byName, `${id} * ${name}`), unnamed: lookup.any(byName, `${id} * ${unknown}`) };
  return {
    found: [...lookup.all(byName, `${id} ${namespace} ${name}`), ...lookup.all(byName, `${id} ${unknown} ${name}`)],
    unnamed: lookup.any(byName, `${id} ${namespace} ${unknown}`) || lookup.any(byName, `${id} ${unknown} ${unknown}`),
  };
}

/** The resources of that kind and name in whatever namespace. */
export function findAnywhere(lookup: Lookup, kind: Kind, name: string): readonly Resource[] {
  return lookup.all(byName, `${kindId(kind)} * ${name}`);
}

/**
 * Whether the workspace shows what there is of a kind in the namespace that a reference means, so that what is not there is
 * missing. Where the namespace is not known, only what lies in the folder of the reference tells.
 */
export function anyInNamespace(lookup: Lookup, kind: Kind, namespace: string | undefined, from: Resource): boolean {
  return lookup.any(byNamespace, nearKey(kind, namespace, from));
}

/** The first so many resources of a kind in a namespace; where that is not known, in the folder of a resource. */
export function firstInNamespace(lookup: Lookup, kind: Kind, namespace: string | undefined, from: Resource, limit: number): readonly Resource[] {
  return lookup.first(byNamespace, nearKey(kind, namespace, from), limit);
}

function nearKey(kind: Kind, namespace: string | undefined, from: Resource): string {
  return namespace === undefined ? `${kindId(kind)} in ${folderOf(from.entry.uri)}` : `${kindId(kind)} ${namespace}`;
}

/** All resources of a kind in a namespace, and those of which it is not known. */
export function allInNamespace(lookup: Lookup, kind: Kind, namespace: string | undefined): readonly Resource[] {
  return namespace === undefined ? lookup.all(byNamespace, `${kindId(kind)} *`) : listsInNamespace(lookup, kind, namespace).flat();
}

/** The same in two lists, which stay what they are as long as nothing changes. */
export function listsInNamespace(lookup: Lookup, kind: Kind, namespace: string): readonly (readonly Resource[])[] {
  return [namespace, unknown].map((one) => lookup.all(byNamespace, `${kindId(kind)} ${one}`));
}
