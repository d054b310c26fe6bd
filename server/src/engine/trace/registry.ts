// The services that a proxy has clusters for, each host once (`SidecarScope.servicesByHostname`).
import { assumedService } from './assumed.ts';
import { importedAt, visibleAt } from './scope.ts';
import type { Scope } from './scope.ts';
import { isVisible, servicesAt } from './world.ts';
import type { MeshService } from './world.ts';

/** The service that a host stands for, with its ports; `undefined` where the proxy has no clusters for it. */
export function serviceOf(scope: Scope, host: string): MeshService | undefined {
  const known = scope.proxy.type === 'gateway' ? visibleAt(scope, host) : scope.listeners.flatMap((listener) => importedAt(scope, listener, host));
  return known.reduce<MeshService | undefined>(merge, undefined);
}

/**
 * The service that a destination of an imported VirtualService stands for: where no listener imports its host, Istio takes
 * it from the client's namespace, or else from one that exports it.
 */
export function destinationService(scope: Scope, host: string): MeshService | undefined {
  return serviceOf(scope, host) ?? (scope.proxy.type === 'gateway' ? undefined : unlistedService(scope, host)) ?? assumedService(scope.world, host);
}

function unlistedService(scope: Scope, host: string): MeshService | undefined {
  const all = servicesAt(scope.world, host);
  const own = all.filter(({ namespace }) => namespace === scope.proxy.namespace);
  if (own.length > 0) return own.reduce<MeshService | undefined>(preferKubernetes, undefined);
  const visible = all.filter((one) => isVisible(one, scope.proxy.namespace));
  return visible.reduce<MeshService | undefined>(preferKubernetes, undefined);
}

/** Of one namespace and host the oldest counts, but a Service counts before any ServiceEntry. */
function preferKubernetes(best: MeshService | undefined, one: MeshService): MeshService {
  return best === undefined || (best.view.registry === 'external' && one.view.registry === 'kubernetes') ? one : best;
}

/** `appendSidecarServices`: the first one counts, a Service before a ServiceEntry; ports of what is alike come together. */
function merge(best: MeshService | undefined, one: MeshService): MeshService {
  if (best === undefined || best.resource === one.resource) return best ?? one;
  if (best.view.registry !== one.view.registry) return preferKubernetes(best, one);
  if (!alike(best, one)) return best;
  const numbers = new Set(best.ports.map(({ number }) => number));
  return { ...best, ports: [...best.ports, ...one.ports.filter(({ number }) => !numbers.has(number))] };
}

function alike(a: MeshService, b: MeshService): boolean {
  return a.namespace === b.namespace && a.view.resolution === b.view.resolution
    && same(a.view.selector, b.view.selector) && [...a.view.exportTo].sort().join() === [...b.view.exportTo].sort().join();
}

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
