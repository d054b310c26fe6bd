// The servers that a gateway really has: several Gateways merged, what cannot share a port left out (`mergeGateways`).
import type { Resource } from '../model/resource.ts';
import { gatewayView } from '../views/gateway.ts';
import { kindOf } from '../views/mesh-service.ts';
import { isAssumed } from './assumed.ts';
import { kubernetesGatewayLists } from './generated-gateways.ts';
import { gatewaysReadBy, listeningPort, serviceLists } from './gateways.ts';
import type { GatewayPods, GatewayProxy } from './gateways.ts';
import { portServers } from './port-servers.ts';
import type { Server } from './server.ts';
import type { PortServers } from './port-servers.ts';
import { homeIn, perLists } from '../references/per-lists.ts';
import { gatewayLists, partOfGatewayLists } from './world.ts';
import { perWorld } from '../references/world.ts';
import type { World } from '../references/world.ts';

/** Whether a server reads HTTP off its connections. */
export function readsHttp({ isHttp, protocol, tls }: Server): boolean {
  return isHttp || (protocol === 'HTTPS' && tls !== 'passthrough');
}

/** The servers of a gateway in the order of its Gateways, without those that Istio drops. */
export function serversOf(world: World, proxy: GatewayProxy): Servers {
  return serversAmong(world, proxy, gatewayLists(world, proxy.proxy.labels));
}

/** The servers on a port that may have to do with requests for some names. Whoever asks depends on no others. */
export function serversAbout(world: World, proxy: GatewayProxy, port: number, names: readonly string[]): readonly Server[] {
  return partOfGatewayLists(world, proxy.proxy.labels, {
    id: `${proxy.service.host} ${proxy.workload?.name ?? ''} ${port} ${world.home} ${names.join(' ')}`,
    answer: (gateways) => serversAmong(world, proxy, gateways).at(port).about(names),
    isSame: (before, now) => before.length === now.length && before.every(({ value, listens }, place) => value === now[place]?.value && listens === now[place].listens),
  });
}

type Lists = readonly (readonly Resource[])[];

/** The servers of a gateway, with the lists of Gateways that they are of. */
interface Merged {
  lists: Lists;
  servers: Servers;
}

/** What a gateway was last seen to have. */
const merged = perWorld((): { latest?: Merged } => ({}));

function serversAmong(world: World, proxy: GatewayProxy, gateways: Lists): Servers {
  const known = merged(world, proxy);
  if (known.latest?.lists.every((list, index) => list === gateways[index]) !== true) known.latest = { lists: gateways, servers: findServers(world, proxy, gateways) };
  return known.latest.servers;
}

function findServers(world: World, proxy: GatewayProxy, gateways: Lists): Servers {
  // The Gateways that pods read follow from the lists of Gateways by label, ports from the Services beside.
  const lists = [...gateways, ...serviceLists(world, proxy.proxy.namespace), ...kubernetesGatewayLists(world, proxy.proxy.namespace)];
  const id = `${proxy.service.name} ${proxy.workload?.name ?? ''} ${JSON.stringify([...proxy.proxy.labels])} ${proxy.proxy.namespace} ${homeIn(world, lists)} ${isAssumed(proxy.service.resource)} ${world.mesh.scopeGatewayToNamespace}`;
  return keptServers(lists, id, () => mergeServers(world, proxy, gatewaysReadBy(world, proxy, gateways)));
}

const keptServers = perLists<Servers>();

/** The servers that count, and those that Istio drops. */
interface Servers {
  readonly kept: readonly Server[];
  readonly dropped: readonly Server[];
  /** Those that count on a port of the pods, on any address. */
  at(port: number): PortServers;
}

function mergeServers(world: World, proxy: GatewayProxy, gateways: readonly Resource[]): Servers {
  const kept: Server[] = [];
  const dropped: Server[] = [];
  const tlsHosts = new Map<string, Set<string>>();
  const ports = new Map<number, PortBefore>();
  for (const server of gateways.flatMap((gateway) => readServers(world, proxy, gateway))) {
    const before = ports.get(server.listens) ?? { plain: undefined, routes: new Set() };
    const fits = !repeatsHost(server, tlsHosts) && fitsBeside(server, before);
    (fits ? kept : dropped).push(server);
    if (!fits) continue;
    ports.set(server.listens, before);
    if (!isTls(server)) before.plain ??= server;
    if (readsHttp(server)) before.routes.add(routeName(server));
  }
  return { kept, dropped, at: serversByPort(kept) };
}

function serversByPort(servers: readonly Server[]): Servers['at'] {
  const byPort = new Map<number, PortServers>();
  return (port) => {
    let found = byPort.get(port);
    if (found === undefined) byPort.set(port, (found = portServers(servers.filter(({ listens, bind }) => listens === port && (bind === '' || bind === '0.0.0.0' || bind === '::')))));
    return found;
  };
}

/** What is on a port already: its first server without TLS, and the routes that its servers read. */
interface PortBefore {
  plain: Server | undefined;
  readonly routes: Set<string>;
}

/** The servers of a Gateway as pods of it see them. */
export function readServers(world: World, pods: GatewayPods, resource: Resource): readonly Server[] {
  const namespace = world.namespaceOf(resource);
  return gatewayView(resource).servers.flatMap(({ value, hosts, port, protocol, tlsMode }) => {
    if (port === undefined) return [];
    const mode = tlsMode ?? 'PASSTHROUGH';
    const tls = value.at('tls').type !== 'map' ? 'none' : mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH' ? 'passthrough' : 'terminates';
    const upper = (protocol ?? '').toUpperCase();
    return [{
      resource, value, gateway: `${namespace}/${resource.name ?? ''}`, number: port, listens: listeningPort(world, pods, port), protocol: upper,
      bind: value.at('bind').string ?? '', hosts: hosts.flatMap(({ text }) => (text === undefined ? [] : [localHost(text, namespace)])), tls, mode, isHttp: kindOf(upper) === 'http',
    }];
  });
}

function localHost(text: string, namespace: string): string {
  if (text.startsWith('./')) return `${namespace}/${text.slice(2)}`;
  return text.startsWith('*/') ? text.slice(2) : text;
}

/** Of TLS servers on one port none may repeat a host, or Envoy could not tell them apart. */
function repeatsHost({ tls, listens, bind, hosts }: Server, known: Map<string, Set<string>>): boolean {
  if (tls === 'none') return false;
  const key = `${listens} ${bind}`;
  const taken = known.get(key) ?? new Set<string>();
  if (hosts.some((host) => taken.has(host))) return true;
  for (const host of hosts) taken.add(host);
  known.set(key, taken);
  return false;
}

/** Plaintext HTTP servers share a port, and TLS servers do; nothing else does. */
function fitsBeside(server: Server, { plain, routes }: PortBefore): boolean {
  if (plain !== undefined) return plain.bind !== server.bind || (server.isHttp && plain.isHttp);
  return !isTls(server) || !readsHttp(server) || !routes.has(routeName(server));
}

/** `IsTLSServer`: what is not HTTP and has settings for TLS. */
export function isTls({ tls, isHttp }: Pick<Server, 'tls' | 'isHttp'>): boolean {
  return tls !== 'none' && !isHttp;
}

/** HTTP servers of one port share their routes; HTTPS servers have routes of their own. */
export function routeName({ isHttp, gateway, number, listens, value, bind }: Server): string {
  return isHttp ? `http.${listens}.${bind}` : `https.${number}.${value.at('port', 'name').string ?? ''}.${gateway}.${bind}`;
}
