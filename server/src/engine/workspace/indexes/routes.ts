import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Kind } from '../../model/kind.ts';
import { kindId } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { Index, Lookup } from '../../model/rule.ts';
import { gatewayRoute, routeKinds } from '../../views/gateway-api.ts';
import type { BackendRef } from '../../views/gateway-api.ts';
import { anyHost } from './by-host.ts';

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

/** Routes of the Gateway API by the external hosts that they lead to; under `anyHost` those of which a host is not known. */
export const routeByHostname: Index = {
  id: 'route-by-hostname',
  kinds: routeKinds,
  keys: (resource) => hostnamesOf(resource).map(({ name: { text } }) => text?.toLowerCase() ?? anyHost),
};

function hostnamesOf(resource: Resource): readonly BackendRef[] {
  return gatewayRoute(resource).rules.flatMap(({ backends }) => backends).filter(({ group, kind }) => group === serviceEntry.group && kind === 'Hostname');
}

/** The kinds of routes that lead to a port of an external host; `undefined` where there may be others. */
export function routeKindsTo(lookup: Lookup, host: string, port: number): readonly Kind[] | undefined {
  if (lookup.any(routeByHostname, anyHost)) return undefined;
  return lookup.all(routeByHostname, host.toLowerCase())
    .filter((route) => hostnamesOf(route).some((one) => one.name.text?.toLowerCase() === host.toLowerCase() && (one.port.number === undefined || one.port.number === port)))
    .map(({ kind }) => kind);
}
