import type { AppProtocol, Sends } from './model.ts';

/** A layer of TLS around what is sent, with the name that it asks for. */
export interface Layer {
  readonly type: 'tls' | 'mtls';
  readonly sni: string | undefined;
}

/** What goes over a connection: the application's bytes in layers of TLS, the outermost first. */
export interface Stream {
  readonly layers: readonly Layer[];
  /** The application's own bytes below all layers: whether they are HTTP. */
  readonly http: boolean;
  /** What an HTTP request asks for, as the proxies before have left it. */
  readonly asks: Asked;
}

/** What an HTTP request asks for. */
export interface Asked {
  readonly host: string;
  readonly path: string;
}

/** What a rule makes of a request that it takes. */
export interface Rewrite {
  readonly host: string | undefined;
  /** The part of the path that is replaced, from its start. */
  readonly path: { readonly replaces: string; readonly by: string } | undefined;
}

/** What the application sends. */
export function streamOf(protocol: AppProtocol, host: string): Stream {
  return { http: protocol === 'HTTP', asks: { host, path: '/' }, layers: protocol === 'TLS' ? [{ type: 'tls', sni: host }] : [] };
}

export function wrapped(stream: Stream, layer: Layer | undefined): Stream {
  return layer === undefined ? stream : { ...stream, layers: [layer, ...stream.layers] };
}

export function rewritten(stream: Stream, rewrite: Rewrite | undefined): Stream {
  if (rewrite === undefined) return stream;
  const { asks: { host, path } } = stream;
  const changed = rewrite.path === undefined ? path : `${rewrite.path.by}${path.slice(rewrite.path.replaces.length)}`;
  return { ...stream, asks: { host: rewrite.host ?? host, path: changed } };
}

/** The stream after a server has taken the outermost layer off. */
export function unwrapped(stream: Stream): Stream {
  return { ...stream, layers: stream.layers.slice(1) };
}

/** In words. More than two layers are told as the two outermost. */
export function sendsOf({ layers: [outer, inner] }: Stream): Sends {
  if (outer === undefined) return 'plaintext';
  return inner === undefined ? outer.type : `${outer.type} around ${inner.type}`;
}

/** Whether a proxy that reads the stream finds plaintext HTTP. */
export function isPlainHttp({ layers, http }: Stream): boolean {
  return layers.length === 0 && http;
}
