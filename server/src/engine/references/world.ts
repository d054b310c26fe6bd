// The mesh that a trace or rule looks at, and where its resources are.
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
  /** The namespace of a resource; where the manifest names none, that of the client. */
  namespaceOf(resource: Resource): string;
}

export function createWorld(lookup: Lookup, home: string): World {
  return { lookup, clusterDomain: lookup.options.clusterDomain, mesh: meshConfig(lookup), home, namespaceOf: ({ namespace }) => namespace ?? home };
}
