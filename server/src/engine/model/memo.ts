import type { Kind } from './kind.ts';
import type { Resource } from './resource.ts';
import type { Lookup } from './rule.ts';

let memos = 0;
const nothing = Symbol('nothing');

/**
 * Works out something about a resource once. The result goes when the resource does, so nothing has to be invalidated. It is kept at the
 * resource: a look there is several times as fast as one into a `WeakMap`, and costs the garbage collector nothing.
 */
export function perResource<Result>(compute: (resource: Resource) => Result): (resource: Resource) => Result {
  const slot = memos++;
  return (resource) => {
    const kept = resource.kept[slot];
    if (kept !== undefined) return (kept === nothing ? undefined : kept) as Result;
    const result = compute(resource);
    resource.kept[slot] = result === undefined ? nothing : result;
    return result;
  };
}

/** So many resources at least are remembered by `lately`: rules ask about one, and now and then about another beside it. */
const remembered = 4;

/**
 * Works out something that the rules about one resource ask for one after the other, and that is not worth its memory
 * afterwards: it is known for the resources asked about last, and worked out anew for the others.
 */
export function lately<Result>(compute: (resource: Resource) => Result): (resource: Resource) => Result {
  let young = new Map<Resource, { readonly result: Result }>();
  let old = young;
  return (resource) => {
    let kept = young.get(resource) ?? old.get(resource);
    if (kept === undefined) {
      kept = { result: compute(resource) };
      if (young.size >= remembered) {
        old = young;
        young = new Map();
      }
      young.set(resource, kept);
    }
    return kept.result;
  };
}

/**
 * Works out things once for a lookup, which lives for one check, or as long as nobody changes a manifest: several rules ask for them one after
 * the other. Whoever asks again has looked up what they follow from, and so depends on it already.
 */
export function keptPerLookup<Result>(): (lookup: Lookup, key: Resource | string, compute: () => Result) => Result {
  const results = new WeakMap<Lookup, Map<Resource | string, { readonly result: Result }>>();
  return (lookup, key, compute) => {
    let known = results.get(lookup);
    if (known === undefined) results.set(lookup, (known = new Map<Resource | string, { readonly result: Result }>()));
    let kept = known.get(key);
    if (kept === undefined) known.set(key, (kept = { result: compute() }));
    return kept.result;
  };
}

/** What is known for a key, or else what is worked out for it now. Apart from `keptPerLookup` no closure is made to ask. */
export function keptIn<Context, Key, Result>(known: Map<Key, Result>, key: Key, context: Context, compute: (context: Context, key: Key) => Result): Result {
  const kept = known.get(key);
  if (kept !== undefined || known.has(key)) return kept as Result;
  const result = compute(context, key);
  known.set(key, result);
  return result;
}

/** Works out something about a resource in the light of others, once for a lookup. */
export function perCheck<Result>(compute: (lookup: Lookup, resource: Resource) => Result): (lookup: Lookup, resource: Resource) => Result {
  const results = new WeakMap<Lookup, Map<Resource, Result>>();
  return (lookup, resource) => {
    let known = results.get(lookup);
    if (known === undefined) results.set(lookup, (known = new Map<Resource, Result>()));
    return keptIn(known, resource, lookup, compute);
  };
}

/** Works out something about a kind once. */
export function perKind<Result>(compute: (kind: Kind) => Result): (kind: Kind) => Result {
  const results = new Map<Kind, Result>();
  return (kind) => {
    let result = results.get(kind);
    if (result === undefined) results.set(kind, (result = compute(kind)));
    return result;
  };
}
