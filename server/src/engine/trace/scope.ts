// What one proxy sees: of the services that are exported to it those that its Sidecar imports (`pilot/pkg/model/sidecar.go`).
import type { Resource } from '../model/resource.ts';
import { egressListeners, importsEverything, importsExactly, importsHost, sidecarFor } from '../references/sidecars.ts';
import type { EgressListener } from '../references/sidecars.ts';
import { perWorld } from '../references/world.ts';
import type { World } from '../references/world.ts';
import type { Proxy, TraceSource } from './model.ts';
import { isVisible, privateFirst, servicesAt, servicesWithPort } from './world.ts';
import type { MeshService } from './world.ts';

export interface Scope {
  readonly world: World;
  readonly proxy: Proxy;
  readonly sidecar: Resource | undefined;
  readonly listeners: readonly EgressListener[];
  /** Whether what the mesh does not know is let through. */
  readonly allowsAny: boolean;
}

export function createScope(world: World, proxy: Proxy): Scope {
  const meshAllowsAny = world.mesh.outboundTrafficPolicy !== 'REGISTRY_ONLY';
  const resource = proxy.type === 'sidecar' ? sidecarFor(world, proxy) : undefined;
  if (resource === undefined) return { world, proxy, sidecar: undefined, listeners: egressListeners(undefined, proxy.namespace), allowsAny: meshAllowsAny };
  const spec = resource.root.at('spec');
  const policy = spec.at('outboundTrafficPolicy');
  return {
    world, proxy, sidecar: resource,
    listeners: egressListeners(resource, proxy.namespace),
    // A policy without a mode is REGISTRY_ONLY, the zero value of the enumeration.
    allowsAny: policy.type === 'map' ? policy.at('mode').string === 'ALLOW_ANY' : meshAllowsAny,
  };
}

const noLabels: ReadonlyMap<string, string> = new Map();

const scopeOfNamespace = perWorld((world, namespace: string): Scope => createScope(world, { type: 'sidecar', namespace, labels: noLabels }));

/** What pods see. Of most nothing but their namespace is known. */
export function clientScope(world: World, { namespace, labels }: TraceSource): Scope {
  return labels.size === 0 ? scopeOfNamespace(world, namespace) : createScope(world, { type: 'sidecar', namespace, labels });
}

/** The services with a host, of whatever kind, that a listener imports: of one namespace only, the client's own before others. Of hosts that a Sidecar names one by one each namespace has one service. */
export function importedAt(scope: Scope, listener: EgressListener, host: string): readonly MeshService[] {
  const visible = visibleAt(scope, host);
  if (visible.length === 0 || (visible.length === 1 && importsEverything(listener))) return visible;
  if (visible.length < 2 || !importsExactly(listener)) return chosen(scope, listener, visible);
  const all = servicesAt(scope.world, host);
  return chosen(scope, listener, visible.filter((one) => firstOf(all.filter(({ namespace }) => namespace === one.namespace)) === one));
}

/** Of one namespace and host the oldest counts, but a Service counts before any ServiceEntry. */
export function firstOf(services: readonly MeshService[]): MeshService | undefined {
  return services.find(({ view }) => view.registry === 'kubernetes') ?? services[0];
}

/** The services visible to the proxy with this host: those exported to some namespaces first. */
export function visibleAt({ world, proxy }: Scope, host: string): readonly MeshService[] {
  const all = servicesAt(world, host);
  const visible = all.every((one) => isVisible(one, proxy.namespace)) ? all : all.filter((one) => isVisible(one, proxy.namespace));
  return privateFirst(visible, ({ exportTo }) => exportTo);
}

/** Narrows services to those that a listener imports. All services of each host have to be among them. */
function chosen({ proxy }: Scope, listener: EgressListener, services: readonly MeshService[]): readonly MeshService[] {
  const imported = services.flatMap((one) => (importsHost(listener, one.namespace, one.host) ? trimmed(listener, one) : []));
  let best: MeshService | undefined;
  for (const one of imported) {
    const preferred = best === undefined || one.namespace === proxy.namespace
      || (best.view.registry === 'external' && one.view.registry === 'kubernetes' && best.namespace !== proxy.namespace);
    if (preferred) best = one;
  }
  return imported.filter((one) => one.namespace === best?.namespace);
}

/** Whether a service is one of those that the listener takes for its host. */
export function takes(scope: Scope, listener: EgressListener, service: MeshService): boolean {
  return importedAt(scope, listener, service.host).some(({ resource }) => resource === service.resource);
}

/** Whether a listener imports a service of that kind with a port, whatever is spoken there. */
export function importsPort(scope: Scope, listener: EgressListener, port: number, isMeant: (service: MeshService) => boolean): boolean {
  return (['http', 'sniffed', 'tcp', 'tls'] as const).some((kind) => servicesWithPort(scope.world, kind, port).some((one) => isMeant(one) && takes(scope, listener, one)));
}

/** A listener with a port sees of each service that port. */
function trimmed({ port }: EgressListener, service: MeshService): readonly MeshService[] {
  if (port === undefined || port.proxiesHttp) return [service];
  const ports = service.ports.filter(({ number }) => number === port.number);
  return ports.length === 0 ? [] : [{ ...service, ports }];
}

/** The listener whose routes count on a port: the one with that port, or else the one for all others. */
export function listenerFor({ listeners }: Scope, port: number): EgressListener | undefined {
  return listeners.find((one) => one.port === undefined || one.port.number === port);
}
