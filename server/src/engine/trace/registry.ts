// The services that a proxy has clusters for, each host once (`SidecarScope.servicesByHostname`).
import { assumedService } from './assumed.ts';
import { firstOf, importedAt, visibleAt } from './scope.ts';
import type { Scope } from './scope.ts';
import { labelsAt } from '../views/read.ts';
import { isVisible, servicesAt } from './world.ts';
import type { MeshService } from './world.ts';

/** The service that a host stands for, with its ports; `undefined` where the proxy has no clusters for it. */
export function serviceOf(scope: Scope, host: string): MeshService | undefined {
  const [only, ...others] = scope.listeners;
  const known = scope.proxy.type === 'gateway' || only === undefined ? visibleAt(scope, host)
    : others.length === 0 ? importedAt(scope, only, host) : scope.listeners.flatMap((listener) => importedAt(scope, listener, host));
  // The names of clusters keep the case of hosts.
  if (known.length < 2) return known[0]?.host === host ? known[0] : undefined;
  return known.filter((one) => one.host === host).reduce<MeshService | undefined>(merge, undefined);
}

/**
 * The service that a destination of an imported VirtualService stands for: where no listener imports its host, Istio takes
 * it from the client's namespace, or else from one that exports it.
 */
export function destinationService(scope: Scope, host: string): MeshService | undefined {
  return serviceOf(scope, host) ?? (scope.proxy.type === 'gateway' ? undefined : unlistedService(scope, host)) ?? assumedService(scope.world, host);
}

function unlistedService(scope: Scope, host: string): MeshService | undefined {
  const all = servicesAt(scope.world, host).filter((one) => one.host === host);
  const own = all.filter(({ namespace }) => namespace === scope.proxy.namespace);
  return firstOf(own.length > 0 ? own : all.filter((one) => isVisible(one, scope.proxy.namespace)));
}

/**
 * `appendSidecarServices`: the first one counts, a Service before a ServiceEntry; ports of what is alike come together, as
 * do those of one service that several listeners see in part.
 */
function merge(best: MeshService | undefined, one: MeshService): MeshService {
  if (best === undefined) return one;
  if (best.view.registry !== one.view.registry) return best.view.registry === 'kubernetes' ? best : one;
  if (!alike(best, one)) return best;
  const numbers = new Set(best.ports.map(({ number }) => number));
  return { ...best, ports: [...best.ports, ...one.ports.filter(({ number }) => !numbers.has(number))] };
}

function alike(a: MeshService, b: MeshService): boolean {
  return a.namespace === b.namespace && a.view.resolution === b.view.resolution && takesTurns(a) === takesTurns(b)
    && same(labelsOf(a), labelsOf(b)) && same(a.view.selector, b.view.selector) && [...a.view.exportTo].sort().join() === [...b.view.exportTo].sort().join();
}

/** Of two hosts that DNS is asked for, one may be asked for address by address. */
function takesTurns({ view }: MeshService): boolean {
  return view.resolutionValue.string === 'DNS_ROUND_ROBIN';
}

/** The labels of the resource itself. */
function labelsOf({ resource }: MeshService): ReadonlyMap<string, string> {
  return labelsAt(resource.root.at('metadata', 'labels')).labels;
}

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
