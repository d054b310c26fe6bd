// What is odd about a request that does arrive.
import type { Cluster } from './cluster.ts';
import { isWildcard } from '../text/host.ts';
import type { Break, Hop, TraceRequest } from './model.ts';
import { sendsOf } from './stream.ts';
import type { Stream } from './stream.ts';

export interface Note {
  readonly break?: Break;
  readonly words: string;
}

/** A sentence about what the other side will not understand, or about a service that takes what is not meant for it. */
export function noteOn(cluster: Cluster, sent: Stream, request: TraceRequest, { proxy, tunnel }: Pick<Hop, 'proxy' | 'tunnel'>): Note | undefined {
  const { service } = cluster;
  if (proxy === 'gateway' && service.view.resolution === 'passthrough') return { break: 'no-address', words: `A gateway has no address for ${service.host}, whose resolution is NONE: it answers 503.` };
  if (takesStrangers(cluster, request)) return { words: `The Service ${service.name} takes all that goes to port ${request.port}, as its manifest names neither a clusterIP nor a protocol of HTTP or TLS.` };
  return service.view.external ? mismatch(cluster, sent, tunnel !== undefined) : undefined;
}

/** A Service without an address and a port for TCP has a listener for all addresses; in a cluster it would have been given an address. */
function takesStrangers({ service, servicePort }: Cluster, { host }: TraceRequest): boolean {
  return service.view.registry === 'kubernetes' && service.addresses.length === 0 && (servicePort.kind === 'tcp' || servicePort.kind === 'sniffed')
    && host.includes('.') && !service.host.startsWith(host) && !isWildcard(service.host);
}

/** Through a tunnel the outer TLS is for the proxy at its near end, the inner one for what is at its far end. */
function mismatch({ servicePort }: Cluster, sent: Stream, tunnelled: boolean): Note | undefined {
  const sends = sendsOf(sent);
  if (sends.startsWith('mtls around ')) return { break: 'mesh-tls', words: 'The outer TLS is Istio\'s own, which nothing outside the mesh takes off.' };
  if (sends.includes(' around ') && !tunnelled) return { break: 'double-tls', words: 'The application\'s TLS is wrapped in another one (double TLS), which the other side hardly takes off.' };
  if (sends === 'mtls') return { break: 'mesh-tls', words: 'It is Istio\'s own mutual TLS, which nothing outside the mesh understands.' };
  const target = servicePort.targetPort ?? servicePort.number;
  return sends === 'plaintext' && (servicePort.kind === 'tls' || target === 443) ? { break: 'plaintext', words: 'That port expects TLS.' } : undefined;
}
