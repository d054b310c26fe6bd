import { keptPerLookup } from '../model/memo.ts';
import type { Lookup } from '../model/rule.ts';

/** Stands for a namespace that is not known: none is written like this. */
const unknown = '\n';

function newMap<Result>(): Map<string, Result> {
  return new Map<string, Result>();
}

/** Works out something about a name and the namespace that it is written in, where that is known. */
export function perName<Result extends object>(compute: (lookup: Lookup, name: string, namespace: string | undefined) => Result): (lookup: Lookup, name: string, namespace: string | undefined) => Result {
  const kept = keptPerLookup<Map<string, Result>>();
  return (lookup, name, namespace) => {
    const inNamespace = kept(lookup, namespace ?? unknown, newMap);
    let result = inNamespace.get(name);
    if (result === undefined) inNamespace.set(name, (result = compute(lookup, name, namespace)));
    return result;
  };
}
