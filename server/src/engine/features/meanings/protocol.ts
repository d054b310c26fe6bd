/**
 * A protocol: of the transport (Kubernetes), or of the application (Istio, `appProtocol`). How Istio treats each: `fields/protocol.ts`.
 *
 * Sources: the comments of the Kubernetes API types (`core/v1`) and Istio's `pkg/config/protocol/instance.go`.
 */
import type { Schema } from '../../../../../schemas/schema.ts';
import { dictionary } from '../../text/dictionary.ts';
import { sortKey } from '../complete/candidate.ts';
import type { Candidate, Slot } from '../complete/candidate.ts';
import type { FieldPlace } from '../locate.ts';
import { code } from '../markdown.ts';
import type { Meaning } from './meaning.ts';

export const protocol: Meaning = { describe, propose };

/** Transport protocols of Kubernetes. */
const transports = dictionary<string>({
  TCP: 'Connections: HTTP, TLS, databases and most else.',
  UDP: 'Datagrams: DNS, NTP, QUIC (HTTP/3).',
  SCTP: 'Message streams of telephone networks; the network plugin has to know it.',
});

/** Protocols of Istio, in upper case. */
const istioProtocols = dictionary<string>({
  HTTP: 'Plain HTTP/1.1: routes may look at host, path and headers.',
  HTTP2: 'Plain HTTP/2.',
  GRPC: 'gRPC over HTTP/2: routes as for HTTP.',
  'GRPC-WEB': 'gRPC as browsers speak it: routes as for HTTP.',
  HTTPS: 'HTTP inside TLS. Passed through, it is routed by its server name (SNI) alone; a Gateway that ends the TLS routes it as HTTP.',
  TLS: 'TLS with anything inside, routed by its server name (SNI). A Gateway that ends the TLS routes the rest as TCP.',
  TCP: 'Any byte stream: routed by address and port only.',
  UDP: 'Datagrams; the proxy does not carry them.',
  MONGO: 'MongoDB: routed as TCP, with statistics of its own.',
  MYSQL: 'MySQL: routed as TCP. The server speaks first, so it cannot be detected.',
  REDIS: 'Redis: routed as TCP unless the Redis filter is switched on.',
  HTTP_PROXY: 'HTTP as a proxy hears it (CONNECT and absolute URLs).',
  HBONE: 'HTTP/2 tunnels under mutual TLS, as ambient mode uses them.',
  'DOUBLE-HBONE': 'A tunnel within a tunnel, for ambient traffic between networks.',
});

/** Whether Istio knows a protocol by this name. */
export function isIstioProtocol(name: string): boolean {
  return name.toUpperCase() in istioProtocols;
}

/** Protocols that a Gateway's port takes. */
const gatewayProtocols = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'GRPC', 'HTTP2', 'MONGO'];
const meshProtocols = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'GRPC', 'HTTP2', 'MONGO', 'GRPC-WEB', 'MYSQL', 'REDIS', 'UDP'];

/** The names a protocol field is usually given, the commonest first. */
function protocolNames(dialect: string): readonly string[] {
  if (dialect === 'kubernetes') return Object.keys(transports);
  if (dialect === 'app') return ['http', 'https', 'tcp', 'tls', 'grpc', 'http2', 'kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss'];
  return dialect === 'istio-gateway' ? gatewayProtocols : meshProtocols;
}

/** What a protocol means; `undefined` for a name that is none. */
function protocolWords(name: string, dialect: string): string | undefined {
  if (dialect === 'kubernetes') return transports[name];
  if (dialect === 'app') return appProtocols[name] ?? istioProtocols[name.toUpperCase()];
  return istioProtocols[name.toUpperCase()];
}

const appProtocols = dictionary<string>({
  'kubernetes.io/h2c': 'HTTP/2 without TLS.',
  'kubernetes.io/ws': 'WebSocket without TLS.',
  'kubernetes.io/wss': 'WebSocket over TLS.',
});

function describe({ value: { string } }: FieldPlace, dialect: string): string | undefined {
  const words = string === undefined ? undefined : protocolWords(string, dialect);
  return string === undefined || words === undefined ? undefined : `**${code(string)}** — ${words}`;
}

function propose(_: Slot, dialect: string, schema: Schema): readonly Candidate[] {
  return protocolNames(dialect).filter((text) => schema.enum?.includes(text) ?? true).map((text, index) => {
    const documentation = protocolWords(text, dialect);
    return { text, sort: sortKey(0, index), ...(schema.default === text ? { detail: 'default' } : {}), ...(documentation === undefined ? {} : { documentation }) };
  });
}
