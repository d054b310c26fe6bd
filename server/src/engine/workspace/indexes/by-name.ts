import { kinds } from '../../kinds/index.ts';
import { kindId } from '../../model/kind.ts';
import type { Kind } from '../../model/kind.ts';
import type { Index, Lookup } from '../../model/rule.ts';
import type { Resource } from '../../model/resource.ts';

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

/** Resources by kind and namespace, and by kind alone. */
export const byNamespace: Index = {
  id: 'by-namespace',
  kinds,
  keys: ({ kind, namespace }) => [`${kindId(kind)} ${namespace ?? unknown}`, `${kindId(kind)} *`],
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

/** Whether there is a resource of that kind in a namespace (or in one that is not known). */
export function anyInNamespace(lookup: Lookup, kind: Kind, namespace: string | undefined): boolean {
  const id = kindId(kind);
  if (namespace === undefined) return lookup.any(byNamespace, `${id} *`);
  return lookup.any(byNamespace, `${id} ${namespace}`) || lookup.any(byNamespace, `${id} ${unknown}`);
}

/** All resources of a kind in a namespace, and those of which it is not known. */
export function allInNamespace(lookup: Lookup, kind: Kind, namespace: string | undefined): readonly Resource[] {
  const id = kindId(kind);
  if (namespace === undefined) return lookup.all(byNamespace, `${id} *`);
  return [...lookup.all(byNamespace, `${id} ${namespace}`), ...lookup.all(byNamespace, `${id} ${unknown}`)];
}
