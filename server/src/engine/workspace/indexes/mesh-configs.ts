import { configMap, istioOperator } from '../../kinds/targets.ts';
import type { Index } from '../../model/rule.ts';
import { meshDefaults, meshStatement } from '../../views/mesh-config.ts';

/** The one key: what says something of the whole mesh. */
export const ofTheMesh = 'mesh';

/**
 * Manifests that say how the mesh is configured. A ConfigMap counts in the namespace where Istio is installed: the root
 * namespace, or the one that it says is.
 */
export const meshConfigs: Index = {
  id: 'mesh-configs',
  kinds: [configMap, istioOperator],
  keys: (resource, { rootNamespace }) => {
    const said = meshStatement(resource);
    if (said === undefined) return [];
    const homes = [rootNamespace, meshDefaults.rootNamespace, said.rootNamespace];
    return resource.kind === istioOperator || (resource.namespace !== undefined && homes.includes(resource.namespace)) ? [ofTheMesh] : [];
  },
};
