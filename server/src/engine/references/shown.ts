// Whether a workspace shows what there is where a reference leads. It mostly holds a part of the cluster: a Service of the namespace
// does not mean that all of them are here.
import type { Kind } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import { crowd } from '../model/rule.ts';
import type { Lookup } from '../model/rule.ts';
import { anyInNamespace, firstInNamespace } from '../workspace/indexes/by-name.ts';

/** A name that a resource refers to, as one and the same text wherever it stands, and whether something has it. */
export interface NamedTarget {
  readonly name: string;
  readonly found: boolean;
}

/** So many resources beside the one in question are asked whether what they name is here. */
const asked = 16;

/**
 * Whether what is not among the resources of a kind and namespace is missing: the file of the reference holds some of them, or
 * at least half of what its like refer to there is here. `targetsOf` says what a resource refers to, of that kind and there. Of Istio's gateways
 * a namespace has few: where one is here, and nothing but one name is referred to, it is missing too (`few`).
 */
export function isShown(lookup: Lookup, from: Resource, kind: Kind, namespace: string | undefined, targetsOf: (peer: Resource) => readonly NamedTarget[], few = false): boolean {
  if (!anyInNamespace(lookup, kind, namespace, from)) return false;
  if (firstInNamespace(lookup, kind, namespace, from, crowd).some(({ entry }) => entry.uri === from.entry.uri)) return true;
  const peers = [from, ...firstInNamespace(lookup, from.kind, from.namespace, from, asked)];
  const targets = new Map(peers.flatMap((peer) => targetsOf(peer).map(({ name, found }) => [name, found] as const)));
  const found = [...targets.values()].filter((one) => one).length;
  return found * 2 >= targets.size || (few && targets.size === 1);
}
