// Where the resources of a mesh are: their namespaces, and who sees what of another namespace.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { textsAt } from '../views/read.ts';
import type { Value } from '../yaml/value.ts';
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

/** Whether something that is exported to these namespaces is visible in one. Without any it is visible everywhere. */
export function isExported(exportTo: readonly string[], own: string, to: string): boolean {
  if (exportTo.length === 0 || exportTo.includes('*')) return true;
  if (exportTo.includes('~')) return false;
  return exportTo.some((one) => (one === '.' ? own : one) === to);
}

/** What an `exportTo` says, or what counts where it says nothing. */
export function exportsOf(value: Value, otherwise: readonly string[] = []): readonly string[] {
  const texts = textsAt(value).flatMap(({ text }) => text ?? []);
  return texts.length === 0 ? otherwise : texts;
}
