import type { Lookup } from '../model/rule.ts';
import type { World } from './world.ts';

/**
 * Works out something about a world once for one lookup, which lives for one check, or as long as nobody changes a manifest.
 * Whoever asks again has looked up what it follows from, and so depends on it already.
 */
export function perLookup<Asked extends readonly string[], Result>(compute: (world: World, ...asked: Asked) => Result): (world: World, ...asked: Asked) => Result {
  const kept = keep<Result>();
  return (world, ...asked) => kept(world.lookup, `${world.home}\n${asked.join('\n')}`, () => compute(world, ...asked));
}

/** The same about a name and the namespace that it is written in, where that is known. */
export function perName<Result>(compute: (lookup: Lookup, name: string, namespace: string | undefined) => Result): (lookup: Lookup, name: string, namespace: string | undefined) => Result {
  const kept = keep<Result>();
  return (lookup, name, namespace) => kept(lookup, namespace === undefined ? name : `${name}\n${namespace}`, () => compute(lookup, name, namespace));
}

function keep<Result>(): (lookup: Lookup, key: string, compute: () => Result) => Result {
  const results = new WeakMap<Lookup, Map<string, { readonly result: Result }>>();
  return (lookup, key, compute) => {
    let known = results.get(lookup);
    if (known === undefined) results.set(lookup, (known = new Map<string, { readonly result: Result }>()));
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { result: compute() }));
    return found.result;
  };
}
