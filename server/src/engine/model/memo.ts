import type { Resource } from './resource.ts';

/** Works out something about a resource once. The result goes when the resource does, so nothing has to be invalidated. */
export function perResource<Result>(compute: (resource: Resource) => Result): (resource: Resource) => Result {
  const results = new WeakMap<Resource, { readonly result: Result }>();
  return (resource) => {
    let kept = results.get(resource);
    if (kept === undefined) {
      kept = { result: compute(resource) };
      results.set(resource, kept);
    }
    return kept.result;
  };
}
