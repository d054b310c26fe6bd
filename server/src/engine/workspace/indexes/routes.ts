import type { Kind } from '../../model/kind.ts';
import { kindId } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { Index, Lookup } from '../../model/rule.ts';
import { gatewayRoute, routeKinds } from '../../views/gateway-api.ts';

/** Routes of the Gateway API by the kinds and names of their parents, whatever their namespace. */
export const routeByParent: Index = {
  id: 'route-by-parent',
  kinds: routeKinds,
  keys: (resource) => gatewayRoute(resource).parents.flatMap(({ group, kind, name }) => (group === undefined || kind === undefined || name.text === undefined ? [] : [key({ group, kind }, name.text)])),
};

function key(kind: Pick<Kind, 'group' | 'kind'>, name: string): string {
  return `${kindId(kind)} ${name}`;
}

/** The routes that name a parent of this kind and name, in whatever namespace. */
export function routesNaming(lookup: Lookup, parent: Resource): readonly Resource[] {
  return parent.name === undefined ? [] : lookup.all(routeByParent, key(parent.kind, parent.name));
}
