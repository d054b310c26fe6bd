// Services of type ExternalName: other names of what they point to, whatever ports they have (`resolveServiceAliases`).
import { otherNames } from './hosts.ts';
import { importedAt } from './scope.ts';
import type { EgressListener } from '../references/sidecars.ts';
import type { Scope } from './scope.ts';
import { servicesAt } from './world.ts';
import type { MeshService } from './world.ts';
import type { World } from '../references/world.ts';

/** Where a Service of type ExternalName that a listener imports leads in the end; `undefined` for any other host, and for a circle. */
export function aliasedHost(scope: Scope, listener: EgressListener, host: string): string | undefined {
  if (!servicesAt(scope.world, host).some(({ view }) => view.resolution === 'alias')) return undefined;
  const [first] = importedAt(scope, listener, host).flatMap(pointsTo);
  return first === undefined ? undefined : endOf(scope.world, first.toLowerCase(), new Set([host]));
}

function pointsTo({ view: { resolution, externalName } }: MeshService): readonly string[] {
  return resolution === 'alias' && externalName !== undefined ? [externalName] : [];
}

function endOf(world: World, host: string, seen: ReadonlySet<string>): string | undefined {
  if (seen.has(host)) return undefined;
  const [next] = servicesAt(world, host).flatMap(pointsTo);
  return next === undefined ? host : endOf(world, next.toLowerCase(), new Set([...seen, host]));
}

/** What a server name stands for that is the alias of a service, in full or by its first parts. */
export function aliasedName(scope: Scope, listener: EgressListener, name: string): string | undefined {
  const lower = name.toLowerCase();
  const own = aliasedHost(scope, listener, lower);
  if (own !== undefined) return own;
  for (const one of otherNames(scope.world, lower, scope.proxy.namespace)) {
    const found = aliasedHost(scope, listener, one);
    if (found !== undefined) return found;
  }
  return undefined;
}
