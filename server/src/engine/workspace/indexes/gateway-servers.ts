// Servers of Gateways by what they may get in each other's way with.
import { istioProtocolClass } from '../../fields/protocol.ts';
import { gateway } from '../../kinds/gateway.ts';
import type { Index } from '../../model/rule.ts';
import { gatewayView } from '../../views/gateway.ts';

/** What a server takes of a connection: HTTP in plaintext, TLS of whatever kind, or other bytes. `undefined` is not known. */
export type ServerClass = 'http' | 'tls' | 'tcp';

export function serverClass(protocol: string, hasTls: boolean): ServerClass | undefined {
  const transport = istioProtocolClass(protocol);
  if (transport === 'http' || (hasTls && transport !== undefined)) return transport === 'http' ? 'http' : 'tls';
  return transport === 'tcp' ? 'tcp' : undefined;
}

/** The key of servers with settings for TLS (a redirect counts) by a host, without its namespace, and the number of their port. */
export function tlsHostKey(host: string, port: number): string {
  return `host ${port} ${host.slice(host.indexOf('/') + 1)}`;
}

/** Gateways by class and port of their servers (`tcp 9000`), and by host and port where they have settings for TLS. */
export const gatewayByServer: Index = {
  id: 'gateway-by-server',
  kinds: [gateway],
  keys: (resource) => new Set(gatewayView(resource).servers.flatMap((server) => {
    const { value, port, hosts, protocol } = server;
    const hasTls = value.at('tls').type === 'map';
    if (port === undefined) return [];
    return [`${serverClass(protocol ?? '', hasTls) ?? '?'} ${port}`, ...(hasTls ? hosts.flatMap(({ text }) => (text === undefined ? [] : [tlsHostKey(text, port)])) : [])];
  })),
};
