// What a proxy may see: the Sidecar that counts for it, and the hosts that this imports (`pilot/pkg/model/sidecar.go`).
import { sidecar } from '../kinds/sidecar.ts';
import type { Resource } from '../model/resource.ts';
import { hostCovers, hostsOverlap } from '../text/host.ts';
import { kindOf } from '../views/mesh-service.ts';
import type { PortKind } from '../views/mesh-service.ts';
import { labelsAt, textsAt } from '../views/read.ts';
import { selects } from '../views/workload.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import type { Value } from '../yaml/value.ts';
import type { Proxy } from './model.ts';
import { compareAge } from '../references/age.ts';
import { isVisible, privateFirst, servicesAt } from './world.ts';
import type { MeshService } from './world.ts';
import type { World } from '../references/world.ts';

/** A listener for outgoing traffic: one of a Sidecar, or the one that a proxy without Sidecar has for everything. */
export interface EgressListener {
  /** Where it listens; absent for the listener of all other ports. */
  readonly port?: { readonly number: number; readonly kind: PortKind; readonly proxiesHttp: boolean };
  readonly bind: string | undefined;
  readonly imports: readonly Import[];
  readonly value: Value | undefined;
}

/** `namespace/host` of a Sidecar. */
interface Import {
  readonly namespace: string;
  readonly host: string;
  readonly excluded: boolean;
}

export interface Scope {
  readonly world: World;
  readonly proxy: Proxy;
  readonly sidecar: Resource | undefined;
  readonly listeners: readonly EgressListener[];
  /** Whether what the mesh does not know is let through. */
  readonly allowsAny: boolean;
}

const everything: EgressListener = { bind: undefined, imports: [{ namespace: '*', host: '*', excluded: false }], value: undefined };

export function createScope(world: World, proxy: Proxy): Scope {
  const meshAllowsAny = world.mesh.outboundTrafficPolicy !== 'REGISTRY_ONLY';
  const resource = proxy.type === 'sidecar' ? findSidecar(world, proxy) : undefined;
  if (resource === undefined) return { world, proxy, sidecar: undefined, listeners: [everything], allowsAny: meshAllowsAny };
  const spec = resource.root.at('spec');
  const egress = spec.at('egress').items();
  const policy = spec.at('outboundTrafficPolicy');
  return {
    world, proxy, sidecar: resource,
    listeners: egress.length === 0 ? [everything] : egress.map((value) => readListener(value, proxy.namespace)),
    // A policy without a mode is REGISTRY_ONLY, the zero value of the enumeration.
    allowsAny: policy.type === 'map' ? policy.at('mode').string === 'ALLOW_ANY' : meshAllowsAny,
  };
}

/** Sidecars with a selector come first; that of the root namespace counts where a namespace has none. */
function findSidecar(world: World, { namespace, labels }: Proxy): Resource | undefined {
  const own = sidecarsIn(world, namespace);
  const selected = own.find((one) => {
    const selector = one.root.at('spec', 'workloadSelector');
    return selector.exists && selects(labelsAt(selector.at('labels')).labels, labels);
  });
  return selected ?? own.find((one) => !one.root.at('spec', 'workloadSelector').exists)
    ?? sidecarsIn(world, world.mesh.rootNamespace).find((one) => !one.root.at('spec', 'workloadSelector').exists);
}

function sidecarsIn(world: World, namespace: string): readonly Resource[] {
  return allInNamespace(world.lookup, sidecar, namespace)
    .filter((one) => !one.entry.isPatch && world.namespaceOf(one) === namespace)
    .map((resource) => ({ resource, name: resource.name ?? '', namespace })).sort(compareAge).map(({ resource }) => resource);
}

function readListener(value: Value, own: string): EgressListener {
  const number = value.at('port', 'number').number;
  const protocol = value.at('port', 'protocol').string;
  const loopback = value.at('captureMode').string === 'NONE' ? '127.0.0.1' : undefined;
  return {
    ...(number === undefined || number === 0 ? {} : { port: { number, kind: kindOf(protocol), proxiesHttp: protocol?.toUpperCase() === 'HTTP_PROXY' } }),
    bind: value.at('bind').string ?? loopback, value,
    imports: textsAt(value.at('hosts')).flatMap(({ text }) => readImport(text ?? '', own)),
  };
}

function readImport(text: string, own: string): readonly Import[] {
  const [scope = '', host, ...more] = text.split('/');
  if (host === undefined || more.length > 0) return [];
  const excluded = scope.startsWith('~');
  const named = excluded ? scope.slice(1) : scope;
  return [{ namespace: named === '.' ? own : named === '' && excluded ? '*' : named, host, excluded }];
}

/** The services with a host, of whatever kind, that a listener imports: of one namespace only, the client's own before others. */
export function importedAt(scope: Scope, listener: EgressListener, host: string): readonly MeshService[] {
  return chosen(scope, listener, visibleAt(scope, host));
}

/** The services visible to the proxy with this host: those exported to some namespaces first. */
export function visibleAt({ world, proxy }: Scope, host: string): readonly MeshService[] {
  return privateFirst(servicesAt(world, host).filter((one) => isVisible(one, proxy.namespace)), ({ exportTo }) => exportTo);
}

/** Narrows services to those that a listener imports. All services of each host have to be among them. */
function chosen({ proxy }: Scope, listener: EgressListener, services: readonly MeshService[]): readonly MeshService[] {
  const imported = services.flatMap((one) => (importsService(listener, one) ? trimmed(listener, one) : []));
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

function importsService({ imports }: EgressListener, { namespace, host }: MeshService): boolean {
  const relevant = imports.filter((one) => one.namespace === '*' || one.namespace === namespace);
  return !relevant.some((one) => one.excluded && hostCovers(one.host, host)) && relevant.some((one) => !one.excluded && hostCovers(one.host, host));
}

/** A listener with a port sees of each service that port. */
function trimmed({ port }: EgressListener, service: MeshService): readonly MeshService[] {
  if (port === undefined || port.proxiesHttp) return [service];
  const ports = service.ports.filter(({ number }) => number === port.number);
  return ports.length === 0 ? [] : [{ ...service, ports }];
}

/** Whether a listener imports a VirtualService: one of its hosts has a name in common with what is imported of its namespace. */
export function importsVirtualService({ imports }: EgressListener, namespace: string, hosts: readonly { readonly host: string }[]): boolean {
  const relevant = imports.filter((one) => one.namespace === '*' || one.namespace === namespace);
  return hosts.some(({ host }) => !relevant.some((one) => one.excluded && hostCovers(one.host, host)) && relevant.some((one) => !one.excluded && hostsOverlap(host, one.host)));
}

/** The listener whose routes count on a port: the one with that port, or else the one for all others. */
export function listenerFor({ listeners }: Scope, port: number): EgressListener | undefined {
  return listeners.find((one) => one.port === undefined || one.port.number === port);
}
