import type { Resource } from '../model/resource.ts';

type Lists = readonly (readonly Resource[])[];

interface Kept<Result> {
  readonly lists: Lists;
  readonly result: Result;
}

/**
 * Works out something about lists of resources once, as long as a lookup gives the very same lists. Whoever asks has looked
 * them up, and so depends on them; what was worked out goes with the first of them.
 */
export function perLists<Result>(): (lists: Lists, key: string, compute: () => Result) => Result {
  const results = new WeakMap<readonly Resource[], Map<string, Kept<Result>>>();
  return (lists, key, compute) => {
    const used = lists.filter((list) => list.length > 0);
    const [first] = used;
    if (first === undefined) return compute();
    let known = results.get(first);
    if (known === undefined) results.set(first, (known = new Map<string, Kept<Result>>()));
    const kept = known.get(key);
    if (kept?.lists.length === used.length && kept.lists.every((list, index) => list === used[index])) return kept.result;
    const result = compute();
    known.set(key, { lists: used, result });
    return result;
  };
}

const namelessLists = new WeakMap<readonly Resource[], boolean>();

/** The client's namespace as a part of a key: it matters only where a manifest names none. */
export function homeIn({ home }: { readonly home: string }, lists: Lists): string {
  return lists.some(holdsNameless) ? home : '';
}

function holdsNameless(list: readonly Resource[]): boolean {
  let known = namelessLists.get(list);
  if (known === undefined) namelessLists.set(list, (known = list.some(({ namespace }) => namespace === undefined)));
  return known;
}
