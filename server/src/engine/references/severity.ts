import type { Severity } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';

/**
 * How sure it is that a name in a resource that resolves to nothing is a mistake. A workspace mostly holds a part of the
 * cluster: the name may stand for something that is not here. A near miss makes the mistake plain. What a kustomization
 * names may get other names and namespaces before it is applied. `undefined`: there is nothing to say. `couldBeHere` looks at what else is
 * named and found, and is asked only where the answer hangs on it.
 */
export function unresolvedSeverity(lookup: Lookup, from: Resource, known: { readonly nearMiss: boolean; readonly couldBeHere: () => boolean }): Severity | undefined {
  if (lookup.options.workspaceIsComplete) return 'error';
  if (lookup.isKustomized(from)) return undefined;
  if (known.nearMiss) return 'error';
  return known.couldBeHere() ? 'warning' : undefined;
}
