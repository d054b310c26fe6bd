import type { Resource } from '../model/resource.ts';
import { perResource } from '../model/memo.ts';
import type { Value } from '../yaml/value.ts';
import { labelsAt, textsAt } from './read.ts';
import type { Labels, Text } from './read.ts';

/** The routes of a VirtualService that a server reads: see `pilot/pkg/networking/core/gateway.go`. */
export type RouteBlock = 'http' | 'tls' | 'tcp';

export interface GatewayServer {
  readonly value: Value;
  readonly hosts: readonly Text[];
  readonly port: number | undefined;
  readonly protocol: string | undefined;
  /** As written; `undefined` where there is no mode. */
  readonly tlsMode: string | undefined;
  /** Which block of a VirtualService it reads; `undefined` where that depends on what is not known. */
  readonly reads: RouteBlock | undefined;
}

export interface GatewayView {
  readonly selector: Labels & { readonly value: Value };
  readonly servers: readonly GatewayServer[];
}

/** What a Gateway of Istio says. */
export const gatewayView = perResource((resource: Resource): GatewayView => {
  const spec = resource.root.at('spec');
  const selector = spec.at('selector');
  return { selector: { value: selector, ...labelsAt(selector) }, servers: spec.at('servers').items().map(readServer) };
});

function readServer(value: Value): GatewayServer {
  const protocol = value.at('port', 'protocol').string;
  const tls = value.at('tls');
  const tlsMode = tls.at('mode').string;
  const known = protocol !== undefined && value.at('port', 'protocol').type !== 'unknown' && tls.at('mode').type !== 'unknown' && tls.type !== 'unknown';
  return {
    value, hosts: textsAt(value.at('hosts')), port: value.at('port', 'number').number, protocol, tlsMode,
    reads: known ? blockOf(protocol, tls.exists, tlsMode) : undefined,
  };
}

const httpProtocols = new Set(['http', 'http2', 'http_proxy', 'grpc', 'grpc-web']);

function blockOf(protocol: string, hasTls: boolean, mode: string | undefined): RouteBlock {
  const name = protocol.toLowerCase();
  if (httpProtocols.has(name)) return 'http';
  // A missing mode is PASSTHROUGH, the zero value of the enumeration.
  const passthrough = hasTls && (mode === undefined || mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH');
  if (name === 'https') return passthrough ? 'tls' : 'http';
  if (name === 'tls') return passthrough ? 'tls' : 'tcp';
  return 'tcp';
}
