// What a trace is: the way of one request from an application's sidecar out of the mesh, hop by hop.
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';

/** What the application itself sends: plaintext HTTP, TLS of its own (with the host as SNI), or bytes that are neither. */
export type AppProtocol = 'HTTP' | 'TLS' | 'TCP';

export interface TraceRequest {
  /** As the application writes it. */
  readonly host: string;
  readonly port: number;
  readonly protocol: AppProtocol;
  /** The address that the application connects to; without it, for TCP one that the mesh gives the host, otherwise one that the mesh does not know. */
  readonly address?: string;
}

/** The pod that sends the request. It has a sidecar, unless its namespace is in ambient mode. */
export interface TraceSource {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * Where a request ends.
 * - `gateway`: leaves the mesh through a gateway or waypoint. - `direct`: leaves from the sidecar, past any gateway.
 * - `passthrough`: no service of the mesh, let through. - `blackhole`: no service of the mesh, dropped.
 * - `loop`: the gateway sends it to itself. - `error`: no listener, route or cluster takes it.
 * - `other`: answered by the proxy itself (redirect, fixed answer), split over several destinations, or on a way that is not known.
 */
export type Outcome = 'gateway' | 'direct' | 'passthrough' | 'blackhole' | 'loop' | 'error' | 'other';

/**
 * What keeps a request from arriving, or the other side from understanding it.
 * - `unknown`: no service of the mesh. - `no-host`, `no-port`, `no-subset`, `no-endpoints`: there is no cluster for the destination.
 * - `no-pods`, `no-gateway`: the Service selects no gateway, no Gateway selects the pods. - `no-server`: nothing listens on the port.
 * - `no-rule`: no rule takes it. - `ambiguous`: Envoy refuses what takes it. - `server-name`: TLS asks for a name that nothing takes.
 * - `tls-expected`, `wrong-tls`: plaintext or other TLS where a server takes TLS off. - `not-http`: TLS or other bytes where HTTP is read.
 * - `elsewhere`: said to be there, and described nowhere here, so that the rest of the way is not known.
 * - `no-address`: resolution NONE at a gateway. - `double-tls`, `mesh-tls`, `plaintext`: the outside understands none of these.
 */
export type Break =
  | 'unknown' | 'no-host' | 'no-port' | 'no-subset' | 'no-endpoints' | 'no-pods' | 'no-gateway' | 'no-server' | 'no-rule' | 'ambiguous'
  | 'elsewhere' | 'server-name' | 'tls-expected' | 'wrong-tls' | 'not-http' | 'no-address' | 'double-tls' | 'mesh-tls' | 'plaintext';

/** What leaves a proxy; `mtls` is Istio's own mutual TLS. */
export type Sends = 'plaintext' | 'tls' | 'mtls' | `${'tls' | 'mtls'} around ${'tls' | 'mtls'}`;

/** What part of a hop a place decides. */
export type Role =
  | 'service' | 'sidecar' | 'route' | 'destination' | 'subset' | 'tls' | 'gateway' | 'server' | 'target-port' | 'target' | 'tunnel' | 'waypoint';

/** A value in a manifest that decides something about a hop. */
export interface Decision {
  readonly role: Role;
  readonly resource: Resource;
  readonly value: Value;
}

/** `ztunnel` and `waypoint` are those of ambient mesh. */
export type ProxyType = 'sidecar' | 'gateway' | 'ztunnel' | 'waypoint';

/** A proxy that handles the request, and what it does with it. */
export interface Hop {
  readonly proxy: ProxyType;
  /** Where it sends the request: host, port and subset of Envoy's cluster. Absent where nothing leaves. */
  readonly service?: string;
  readonly port?: number;
  readonly subset?: string;
  readonly sends?: Sends;
  readonly sni?: string;
  /** What it asks another proxy to connect it to (CONNECT), as `host:port`. */
  readonly tunnel?: string;
  /** Why the request ends here, in the words of a proxy: `cluster does not exist`. */
  readonly error?: string;
  /** The places that decide the hop, the most telling one first. */
  readonly decisions: readonly Decision[];
}

export interface Trace extends TraceRequest {
  readonly outcome: Outcome;
  /** First to last; never none for `gateway` and `direct`. */
  readonly hops: readonly Hop[];
  /** What is wrong at the last hop; absent where nothing is, or where the outcome says it. */
  readonly break?: Break;
  /** What happens and why, in one or two sentences. */
  readonly reason: string;
  /** Where a rule splits the traffic (`other`): what becomes of each part. */
  readonly branches?: readonly Branch[];
}

/** A part of the traffic, by its weight. */
export interface Branch {
  readonly weight: number;
  readonly trace: Trace;
}

/** A pod as Istio's control plane knows it: what it may see depends on these. */
export interface Proxy {
  readonly type: Exclude<ProxyType, 'ztunnel'>;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
}
