// Whether some proxies see two things at once: both are exported to them, and their Sidecar imports both.
import { sidecar } from '../kinds/sidecar.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { kindId } from '../model/kind.ts';
import { byNamespace } from '../workspace/indexes/by-name.ts';
import { meshConfig } from './mesh-config.ts';
import { egressListeners, meshWideSidecar, sidecarFor } from './sidecars.ts';
import type { EgressListener } from './sidecars.ts';
import { exportsOf, isVisibleTo } from './visibility.ts';
import { worldFor } from './world.ts';

/** More Sidecars than this are not asked: some of them will import both. */
const mostSidecars = 50;

/** Stands for the namespaces that have nothing to do with either. */
const elsewhere = '';

/**
 * Whether the sidecars of some namespace import both of two resources that some namespace sees. They do where the mesh has no
 * Sidecar for everybody: then most namespaces import everything. What a Sidecar writes and is not known imports nothing.
 */
export function areImportedTogether(lookup: Lookup, a: Resource, b: Resource, imports: (listener: EgressListener, resource: Resource) => boolean): boolean {
  const world = worldFor(lookup, elsewhere);
  if (meshWideSidecar(world) === undefined) return true;
  const importsBoth = (resource: Resource | undefined, namespace: string): boolean => [a, b].every((one) => isVisibleTo(lookup, one, namespace))
    && egressListeners(resource, namespace).some((listener) => imports(listener, a) && imports(listener, b));
  const named = [a, b].flatMap((one) => [one.namespace ?? elsewhere, ...exportsOf(meshConfig(lookup), one).filter((to) => /^[a-z0-9]/.test(to))]);
  if ([...new Set([elsewhere, ...named])].some((namespace) => importsBoth(sidecarFor(world, { namespace, labels: new Map() }), namespace))) return true;
  const sidecars = lookup.first(byNamespace, `${kindId(sidecar)} *`, mostSidecars + 1);
  return sidecars.length > mostSidecars || sidecars.some((one) => one.namespace !== undefined && importsBoth(one, one.namespace));
}
