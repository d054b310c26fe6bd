import { destinationRule } from '../../kinds/destination-rule.ts';
import { kinds } from '../../kinds/index.ts';
import { configMap, namespace as namespaceKind } from '../../kinds/targets.ts';
import { kindId } from '../../model/kind.ts';
import type { Index } from '../../model/rule.ts';

/** Everything by its namespace, a Namespace by its name: whether the workspace knows of a namespace at all. */
export const byHome: Index = {
  id: 'by-home',
  kinds,
  keys: ({ kind, namespace, name }) => {
    const home = kindId(kind) === kindId(namespaceKind) ? name : namespace;
    return home === undefined ? [] : [home];
  },
};

/** What may run in a namespace or send from it: everything but DestinationRules and the MeshConfig. What names no namespace is under `?`. */
export const livelyNamespace: Index = {
  id: 'lively-namespace',
  kinds: kinds.filter((kind) => kindId(kind) !== kindId(destinationRule) && kindId(kind) !== kindId(configMap) && kind.namespaced),
  keys: ({ namespace }) => [namespace ?? '?'],
};
