// The mesh that a trace or rule looks at, and where its resources are.
import { keptIn, keptPerLookup } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { meshConfig } from './mesh-config.ts';
import type { MeshConfig } from './mesh-config.ts';

export interface World {
  readonly lookup: Lookup;
  readonly clusterDomain: string;
  readonly mesh: MeshConfig;
  /** The namespace of manifests that name none. */
  readonly home: string;
  /** What was worked out in it, by the number of the memo: `perWorld`. */
  readonly kept: (Map<unknown, unknown> | undefined)[];
  /** The namespace of a resource; where the manifest names none, that of the client. */
  namespaceOf(resource: Resource): string;
}

const worlds = keptPerLookup<World>();

/** The world of a lookup for a client's namespace: the same one each time, so that what was worked out in it serves all who ask. */
export function worldFor(lookup: Lookup, home: string): World {
  return worlds(lookup, home, () => ({
    lookup, clusterDomain: lookup.options.clusterDomain, mesh: meshConfig(lookup), home, kept: [], namespaceOf: ({ namespace }) => namespace ?? home,
  }));
}

let memos = 0;

/** Works out something in a world once. It goes with the world, which lives as long as its lookup; whoever asks again has read what it follows from. */
export function perWorld<Key extends string | object, Result>(compute: (world: World, key: Key) => Result): (world: World, key: Key) => Result {
  const slot = memos++;
  return (world, key) => keptIn((world.kept[slot] ??= new Map()) as Map<Key, Result>, key, world, compute);
}
