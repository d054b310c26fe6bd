import type { World } from './world.ts';

/**
 * Works out something about a world once for one lookup, which lives for one check, or as long as nobody changes a manifest.
 * Whoever asks again has looked up what it follows from, and so depends on it already.
 */
export function perLookup<Asked extends readonly string[], Result>(compute: (world: World, ...asked: Asked) => Result): (world: World, ...asked: Asked) => Result {
  const results = new WeakMap<World['lookup'], Map<string, { readonly result: Result }>>();
  return (world, ...asked) => {
    let known = results.get(world.lookup);
    if (known === undefined) results.set(world.lookup, (known = new Map<string, { readonly result: Result }>()));
    const key = `${world.home}\n${asked.join('\n')}`;
    let kept = known.get(key);
    if (kept === undefined) {
      kept = { result: compute(world, ...asked) };
      known.set(key, kept);
    }
    return kept.result;
  };
}
