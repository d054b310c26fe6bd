// Who sees a resource: as it says itself, or else as the mesh says for its kind (`initDefaultExportMaps`).
import { destinationRule } from '../kinds/destination-rule.ts';
import { virtualService } from '../kinds/virtual-service.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { exportsSaidBy } from '../views/visibility.ts';
import { meshConfig } from './mesh-config.ts';
import type { MeshConfig } from './mesh-config.ts';

/** The namespaces that see a resource, or all of them. */
export type Visibility = 'everywhere' | ReadonlySet<string>;

/** What a resource is exported to: `*`, `.`, `~` or namespaces. */
export function exportsOf(mesh: MeshConfig, resource: Resource): readonly string[] {
  const { texts } = exportsSaidBy(resource);
  return texts.length === 0 ? defaultExports(mesh, resource) : texts;
}

function defaultExports({ defaultExportTo }: MeshConfig, { kind }: Resource): readonly string[] {
  if (kind === virtualService) return defaultExportTo.virtualServices;
  if (kind !== destinationRule) return defaultExportTo.services;
  // Of rules only the own namespace is an answer; any other means everybody.
  return defaultExportTo.destinationRules.includes('.') ? ['.'] : ['*'];
}

/** Whether something that is exported to these namespaces is visible in one. Without any it is visible everywhere. */
export function isExported(exportTo: readonly string[], own: string, to: string): boolean {
  if (exportTo.length === 0 || exportTo.includes('*')) return true;
  if (exportTo.includes('~')) return false;
  return exportTo.some((one) => (one === '.' ? own : one) === to);
}

/** Who sees a resource; `undefined` where that is not known. Nobody is an empty set. */
export function visibilityOf(lookup: Lookup, resource: Resource): Visibility | undefined {
  if (!exportsSaidBy(resource).isKnown) return undefined;
  const exportTo = exportsOf(meshConfig(lookup), resource);
  if (exportTo.includes('*')) return 'everywhere';
  if (exportTo.includes('.') && resource.namespace === undefined) return undefined;
  return new Set(exportTo.flatMap((one) => (one === '.' ? resource.namespace ?? [] : one === '~' ? [] : one)));
}

/** Whether a namespace sees a resource. What is not known hides nothing. */
export function isVisibleTo(lookup: Lookup, resource: Resource, namespace: string | undefined): boolean {
  if (namespace === undefined || resource.namespace === undefined) return true;
  const viewers = visibilityOf(lookup, resource);
  return viewers === undefined || viewers === 'everywhere' || viewers.has(namespace);
}

/** Whether some namespace sees both. Of two that are seen everywhere all do. */
export function haveCommonViewer(a: Visibility, b: Visibility): boolean {
  if (a === 'everywhere') return b === 'everywhere' || b.size > 0;
  if (b === 'everywhere') return a.size > 0;
  for (const one of a) if (b.has(one)) return true;
  return false;
}
