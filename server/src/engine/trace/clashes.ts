// Servers of Gateways that cannot listen side by side at one gateway, so that Istio drops one (`mergeGateways`).
import type { Resource } from '../model/resource.ts';
import { areTogether } from '../references/together.ts';
import { gatewayView } from '../views/gateway.ts';
import { selects } from '../views/workload.ts';
import { gatewayByServer, serverClass, tlsHostKey } from '../workspace/indexes/gateway-servers.ts';
import type { ServerClass } from '../workspace/indexes/gateway-servers.ts';
import { podsOfGateway } from './gateway-pods.ts';
import { mappedPorts } from './gateways.ts';
import type { GatewayPods } from './gateways.ts';
import { readServers } from './servers.ts';
import type { Server } from './server.ts';
import { perWorld } from '../references/world.ts';
import type { World } from '../references/world.ts';

/** A server that Istio drops beside another one. Of two Gateways it drops that of the younger, whichever this is. */
export interface Clash {
  readonly server: Server;
  readonly other: Server;
  /** The host that both have, where that is the reason. */
  readonly host?: string;
}

/** Servers of a Gateway whose protocol does not go with that of another one on the same port: plain HTTP shares a port, and TLS does. */
export function protocolClashes(world: World, gateway: Resource): readonly Clash[] {
  return clashes(world, gateway, (server, earlier, beside) => {
    const own = classOf(server);
    const before = earlier.find((one) => sameListener(one, server) && clash(one, server));
    if (before !== undefined || own === undefined) return before === undefined ? undefined : { server, other: before };
    const other = beside(server, (number) => rivalsOf[own].map((one) => `${one} ${number}`), (one) => clash(one, server) || clash(server, one));
    return other === undefined ? undefined : { server, other };
  });
}

/** Servers of a Gateway with settings for TLS and a host that another such server on the same port has. */
export function hostClashes(world: World, gateway: Resource): readonly Clash[] {
  return clashes(world, gateway, (server, earlier, beside) => {
    if (server.tls === 'none') return undefined;
    const isRival = (one: Server): boolean => one.tls !== 'none' && one.isHttp === server.isHttp && !bothRedirect(one, server) && one.hosts.some((host) => server.hosts.includes(host));
    const other = earlier.find((one) => sameListener(one, server) && isRival(one)) ?? beside(server, (number) => server.hosts.map((host) => tlsHostKey(host, number)), isRival);
    const host = other?.hosts.find((one) => server.hosts.includes(one));
    return other === undefined || host === undefined ? undefined : { server, other, host };
  });
}

type Beside = (server: Server, keys: (number: number) => readonly string[], isRival: (one: Server) => boolean) => Server | undefined;

function clashes(world: World, gateway: Resource, find: (server: Server, earlier: readonly Server[], beside: Beside) => Clash | undefined): readonly Clash[] {
  const found = new Map<Server['value'], Clash>();
  for (const pods of podsOfGateway(world, gateway)) {
    const servers = knownServers(world, pods, gateway);
    const beside: Beside = (server, keys, isRival) => firstBeside(world, { pods, gateway, server, isRival }, keys);
    for (const [index, server] of servers.entries()) {
      const one = found.has(server.value) ? undefined : find(server, servers.slice(0, index), beside);
      if (one !== undefined) found.set(server.value, one);
    }
  }
  return [...found.values()];
}

const keptServers = perWorld((): Map<Resource, readonly Server[]> => new Map());

/** The servers of a Gateway of which all is known, as its pods see them. */
function knownServers(world: World, pods: GatewayPods, gateway: Resource): readonly Server[] {
  const kept = keptServers(world, pods);
  let servers = kept.get(gateway);
  if (servers === undefined) kept.set(gateway, (servers = readServers(world, pods, gateway).filter(isKnown)));
  return servers;
}

interface Sought {
  readonly pods: GatewayPods;
  readonly gateway: Resource;
  readonly server: Server;
  readonly isRival: (one: Server) => boolean;
}

/** The first rival among the servers of other Gateways of the same pods on the same listener as one; `keys` finds them by the number of their port. */
function firstBeside(world: World, { pods, gateway, server, isRival }: Sought, keys: (number: number) => readonly string[]): Server | undefined {
  const numbers = [server.number, server.listens];
  for (const { port, listens } of mappedPorts(world, pods)) if (listens === server.listens) numbers.push(port.number);
  const lists = numbers.flatMap((number, index) => (numbers.indexOf(number) < index ? [] : keys(number).map((key) => world.lookup.all(gatewayByServer, key)))).filter((list) => list.length > 0);
  // One at a time: of very many the first mostly is one.
  for (const list of lists) {
    for (const other of list) {
      if (other === gateway || !isRead(world, other, pods) || !areTogether(world.lookup, gateway, other)) continue;
      const found = knownServers(world, pods, other).find((rival) => sameListener(rival, server) && isRival(rival));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Whether pods surely read a Gateway. */
function isRead(world: World, gateway: Resource, { proxy }: GatewayPods): boolean {
  const { selector } = gatewayView(gateway);
  return selector.complete && selects(selector.labels, proxy.labels) && (!world.mesh.scopeGatewayToNamespace || world.namespaceOf(gateway) === proxy.namespace);
}

function isKnown({ value, hosts }: Server): boolean {
  return value.at('bind').type !== 'unknown' && value.at('tls', 'mode').type !== 'unknown' && value.at('tls').type !== 'unknown' && hosts.length > 0;
}

function sameListener(a: Server, b: Server): boolean {
  return a.listens === b.listens && a.bind === b.bind;
}

function classOf({ protocol, tls }: Server): ServerClass | undefined {
  return serverClass(protocol, tls !== 'none');
}

const rivalsOf: Readonly<Record<ServerClass, readonly ServerClass[]>> = { http: ['tcp', 'tls'], tls: ['http', 'tcp'], tcp: ['http', 'tcp', 'tls'] };

/** Whether Istio drops the later one. What is encrypted may stand before plaintext on a port, not behind it. */
function clash(first: Server, later: Server): boolean {
  const [a, b] = [classOf(first), classOf(later)];
  if (a === undefined || b === undefined || a === 'tls') return false;
  return a === 'tcp' || b !== 'http';
}

/** Of two servers that redirect the same hosts it does not matter which one does. */
function bothRedirect(a: Server, b: Server): boolean {
  return a.isHttp && b.isHttp && a.hosts.length === b.hosts.length && a.hosts.every((host) => b.hosts.includes(host));
}
