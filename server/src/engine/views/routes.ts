// The rules of a VirtualService, and what about it decides how they are read.
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';

/** What a VirtualService is, as Istio's validation sees it. `undefined` is unknown. */
export interface VirtualServiceRole {
  /** It has no hosts: other VirtualServices include its routes. */
  readonly delegate: boolean | undefined;
  /** It counts for gateways and not inside the mesh. */
  readonly gatewaysOnly: boolean | undefined;
}

/** What a VirtualService is. */
export const virtualServiceRole = perResource((resource: Resource): VirtualServiceRole => {
  const spec = resource.root.at('spec');
  const hosts = spec.at('hosts');
  const gateways = spec.at('gateways');
  const unknown = spec.type !== 'map' || spec.hasUnknownEntries;
  const names = gateways.items();
  return {
    delegate: unknown || (hosts.exists && hosts.type !== 'list') ? undefined : hosts.items().length === 0,
    gatewaysOnly: unknown || (gateways.exists && gateways.type !== 'list') ? undefined : boundOnly(names),
  };
});

function boundOnly(names: readonly Value[]): boolean | undefined {
  if (names.some(({ string }) => string === 'mesh')) return false;
  return names.some(({ type }) => type === 'unknown') ? undefined : names.length > 0;
}

/** The rules of one block; those that are not even objects are left out. */
export function routesOf(resource: Resource, block: 'http' | 'tls' | 'tcp'): readonly Value[] {
  return resource.root.at('spec', block).items().filter(({ type }) => type === 'map');
}

/** The rules of all blocks. */
export function allRoutes(resource: Resource): readonly Value[] {
  return [...routesOf(resource, 'http'), ...routesOf(resource, 'tls'), ...routesOf(resource, 'tcp')];
}

/** The lists of gateways' names: that of the VirtualService, and those of its matches. */
export function gatewayNameLists(resource: Resource): readonly (readonly Value[])[] {
  const matches = allRoutes(resource).flatMap((rule) => rule.at('match').items());
  return [resource.root.at('spec', 'gateways'), ...matches.map((match) => match.at('gateways'))].map((list) => list.items());
}

/** Every object of a VirtualService that says where a request goes. */
export function destinationsOf(resource: Resource): readonly Value[] {
  return allRoutes(resource).flatMap((route) => [
    ...route.at('route').items().map((item) => item.at('destination')),
    ...route.at('mirrors').items().map((item) => item.at('destination')),
    route.at('mirror'),
  ]).filter(({ type }) => type === 'map');
}
