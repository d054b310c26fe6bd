// Hosts that very many manifests are for: each proxy is told of those only that its namespace may see.
import type { Lookup } from '../model/rule.ts';
import { lookupFrom, seenBy } from '../references/seen-by.ts';
import { perDomain } from '../references/per-domain.ts';
import { worldFor } from '../references/world.ts';
import type { World } from '../references/world.ts';
import { meshServiceByHost, oddWildcard, virtualServiceByHost } from '../workspace/indexes/mesh.ts';
import { crowd } from '../model/rule.ts';

const byHost = [meshServiceByHost, virtualServiceByHost];

/** Whether so many manifests are for a host, or a wildcard over it, that it is worth telling who sees which. */
export function isCrowded(lookup: Lookup, host: string): boolean {
  const lower = host.toLowerCase();
  return isCrowdedAbove(lookup, lower) || holdsCrowd(lookup, lower);
}

const isCrowdedAbove = perDomain((lookup, wildcards) => [...wildcards, oddWildcard].some((key) => holdsCrowd(lookup, key)));

function holdsCrowd(lookup: Lookup, key: string): boolean {
  return byHost.some((index) => lookup.isCrowded(index, key));
}

/** The world as a namespace sees it. */
export function seenFrom(world: World, namespace: string): World {
  return worldFor(lookupFrom(world.lookup, namespace, byHost), world.home);
}

/** Whether even one namespace sees so many manifests for a host that what they do together tells nothing. */
export function isCrowdedFor(lookup: Lookup, host: string, namespace: string): boolean {
  return byHost.some((index) => lookup.isCrowded(index, host) && seenBy(lookup, index, host, namespace).length > crowd);
}
