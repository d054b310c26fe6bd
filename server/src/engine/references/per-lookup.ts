import { keptPerLookup } from '../model/memo.ts';
import type { Lookup } from '../model/rule.ts';
import type { World } from './world.ts';

/** Works out something about a world once for a lookup. */
export function perLookup<Asked extends readonly string[], Result>(compute: (world: World, ...asked: Asked) => Result): (world: World, ...asked: Asked) => Result {
  const kept = keptPerLookup<Result>();
  return (world, ...asked) => kept(world.lookup, `${world.home}\n${asked.join('\n')}`, () => compute(world, ...asked));
}

/** The same about a name and the namespace that it is written in, where that is known. */
export function perName<Result>(compute: (lookup: Lookup, name: string, namespace: string | undefined) => Result): (lookup: Lookup, name: string, namespace: string | undefined) => Result {
  const kept = keptPerLookup<Result>();
  return (lookup, name, namespace) => kept(lookup, namespace === undefined ? name : `${name}\n${namespace}`, () => compute(lookup, name, namespace));
}
