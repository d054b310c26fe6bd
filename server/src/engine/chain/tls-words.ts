// What sidecars send and servers take, in words.
import type { AppProtocol, Sends } from '../trace/model.ts';
import type { Server } from '../trace/server.ts';

const sent: Readonly<Record<'plaintext' | 'tls' | 'mtls', string>> = { plaintext: 'plaintext', tls: 'TLS', mtls: 'mutual TLS of the mesh' };

/** What comes to a gateway. */
export function wordsFor(sends: Sends | undefined, app: AppProtocol): string {
  if (sends === undefined || sends === 'plaintext') return app === 'TCP' ? 'the application\'s bytes as they are' : 'plaintext';
  if (sends === 'tls' && app === 'TLS') return 'the application\'s TLS as it is';
  if (sends.includes(' around ')) return `${sends.startsWith('mtls') ? sent.mtls : sent.tls} around the application's own`;
  return sends === 'mtls' ? sent.mtls : sent.tls;
}

/** What a server takes. */
export function expects(server: Server): string {
  if (server.isHttp && server.tls !== 'terminates') return 'plaintext HTTP';
  if (server.tls === 'none') return 'bytes without TLS';
  if (server.tls === 'passthrough') return 'TLS that it passes on unopened (PASSTHROUGH)';
  const inside = server.protocol === 'HTTPS' ? ' with HTTP in it' : '';
  return server.mode === 'ISTIO_MUTUAL' ? `mutual TLS of the mesh (ISTIO_MUTUAL)${inside}` : `TLS (${server.mode})${inside}`;
}
