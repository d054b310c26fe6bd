// What a field that means a protocol (`x-egress: protocol:…`) holds.
import { dictionary } from '../text/dictionary.ts';
import { nearest } from '../text/nearest.ts';

/** The transport protocols of Kubernetes, in the only spelling it takes. */
export const kubernetesProtocols: readonly string[] = ['TCP', 'UDP', 'SCTP'];

/** How Istio treats the connections of a protocol. */
export type ProtocolClass = 'http' | 'tls' | 'tcp' | 'udp';

const classes = dictionary<ProtocolClass>({
  'HTTP': 'http', 'HTTP2': 'http', 'GRPC': 'http', 'GRPC-WEB': 'http', 'HTTP_PROXY': 'http',
  'HTTPS': 'tls', 'TLS': 'tls',
  'TCP': 'tcp', 'MONGO': 'tcp', 'REDIS': 'tcp', 'MYSQL': 'tcp',
  'UDP': 'udp',
});

/** The names that Istio knows, as its documentation writes them. It compares them without regard to case. */
export const istioProtocols: readonly string[] = Object.keys(classes);

/** How Istio treats a protocol; `undefined` where it does not know the name. */
export function istioProtocolClass(name: string): ProtocolClass | undefined {
  return classes[name.toUpperCase()];
}

/** Names of protocols that people write for one of Istio's. */
const istioSynonyms = dictionary<string>({
  'SSL': 'TLS', 'H2': 'HTTP2', 'H2C': 'HTTP2', 'HTTP/2': 'HTTP2', 'HTTP/1.1': 'HTTP', 'HTTP/1': 'HTTP', 'WS': 'HTTP', 'WEBSOCKET': 'HTTP', 'WSS': 'HTTPS',
  'GRPC_WEB': 'GRPC-WEB', 'GRPCWEB': 'GRPC-WEB', 'MONGODB': 'MONGO', 'POSTGRES': 'TCP', 'POSTGRESQL': 'TCP', 'KAFKA': 'TCP', 'AMQP': 'TCP', 'SMTP': 'TCP', 'SSH': 'TCP',
});

/** Names of protocols that travel over one of Kubernetes'. */
const carriers = dictionary<string>({ HTTP: 'TCP', HTTPS: 'TCP', HTTP2: 'TCP', GRPC: 'TCP', TLS: 'TCP', SSL: 'TCP', DNS: 'UDP', QUIC: 'UDP', HTTP3: 'UDP' });

/** Whether a name is that of a protocol which travels over one of Kubernetes'. */
export function isCarried(name: string): boolean {
  return name.trim().toUpperCase() in carriers;
}

/** Names that stand for every protocol. */
const everything = new Set(['ANY', 'ALL', '*', '-1']);

/** Whether a name is meant as "whatever protocol". */
export function meansEveryProtocol(name: string): boolean {
  return everything.has(name.trim().toUpperCase());
}

/** The protocol that an unknown name was almost surely meant to be. */
export function meantProtocol(name: string, family: 'kubernetes' | 'istio'): string | undefined {
  const word = name.trim().toUpperCase();
  const known = family === 'kubernetes' ? kubernetesProtocols : istioProtocols;
  if (known.includes(word)) return word;
  const synonyms = family === 'kubernetes' ? carriers : istioSynonyms;
  return synonyms[word] ?? (meansEveryProtocol(word) || word.length < 3 ? undefined : nearest(word, known));
}
