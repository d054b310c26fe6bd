// What proxies may see: the Sidecar that counts for them, and the hosts that it imports (`pilot/pkg/model/sidecar.go`).
import { sidecar } from '../kinds/sidecar.ts';
import type { Resource } from '../model/resource.ts';
import { hostCovers, hostsOverlap, isWildcard } from '../text/host.ts';
import { kindOf } from '../views/mesh-service.ts';
import type { PortKind } from '../views/mesh-service.ts';
import { labelsAt, textsAt } from '../views/read.ts';
import { selects } from '../views/workload.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import type { Value } from '../yaml/value.ts';
import { compareAge } from './age.ts';
import { perWorld } from './world.ts';
import type { World } from './world.ts';

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

const everything: EgressListener = { bind: undefined, imports: [{ namespace: '*', host: '*', excluded: false }], value: undefined };
const withoutSidecar: readonly EgressListener[] = [everything];

/** Whether it is the listener of a proxy without Sidecar. */
export function importsEverything(listener: EgressListener): boolean {
  return listener === everything;
}

/** The Sidecar for pods: those with a selector come first; that of the root namespace counts where a namespace has none. */
export function sidecarFor(world: World, { namespace, labels }: { readonly namespace: string; readonly labels: ReadonlyMap<string, string> }): Resource | undefined {
  const own = sidecarsIn(world, namespace);
  const selected = own.find((one) => {
    const selector = one.root.at('spec', 'workloadSelector');
    return selector.exists && selects(labelsAt(selector.at('labels')).labels, labels);
  });
  return selected ?? own.find(isForAll) ?? meshWideSidecar(world);
}

/** The Sidecar of all pods whose namespace has none. */
export function meshWideSidecar(world: World): Resource | undefined {
  return sidecarsIn(world, world.mesh.rootNamespace).find(isForAll);
}

function isForAll({ root }: Resource): boolean {
  return !root.at('spec', 'workloadSelector').exists;
}

const sidecarsIn = perWorld((world, namespace: string): readonly Resource[] =>
  allInNamespace(world.lookup, sidecar, namespace)
    .filter((one) => !one.entry.isPatch && world.namespaceOf(one) === namespace)
    .map((resource) => ({ resource, name: resource.name ?? '', namespace })).sort(compareAge).map(({ resource }) => resource));

/** The listeners of a Sidecar for pods of a namespace; without one, or without any of its own, there is one for everything. */
export function egressListeners(resource: Resource | undefined, namespace: string): readonly EgressListener[] {
  const egress = resource?.root.at('spec', 'egress').items() ?? [];
  return egress.length === 0 ? withoutSidecar : egress.map((value) => readListener(value, namespace));
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

/** Whether a listener names all that it imports by host and namespace (`servicesForExactHosts`). */
export function importsExactly({ imports }: EgressListener): boolean {
  return imports.every(({ namespace, host, excluded }) => excluded || (namespace !== '*' && !isWildcard(host)));
}

/** Whether a listener imports a host of a service. */
export function importsHost(listener: EgressListener, namespace: string, host: string): boolean {
  if (importsEverything(listener)) return true;
  const relevant = relevantImports(listener, namespace);
  return !relevant.some((one) => one.excluded && hostCovers(one.host, host)) && relevant.some((one) => !one.excluded && hostCovers(one.host, host));
}

/** Whether a listener imports a VirtualService: one of its hosts has a name in common with what is imported of its namespace. */
export function importsVirtualService(listener: EgressListener, namespace: string, hosts: readonly { readonly host: string }[]): boolean {
  if (importsEverything(listener)) return hosts.length > 0;
  const relevant = relevantImports(listener, namespace);
  return hosts.some(({ host }) => !relevant.some((one) => one.excluded && hostCovers(one.host, host)) && relevant.some((one) => !one.excluded && hostsOverlap(host, one.host)));
}

function relevantImports({ imports }: EgressListener, namespace: string): readonly Import[] {
  return imports.filter((one) => one.namespace === '*' || one.namespace === namespace);
}
