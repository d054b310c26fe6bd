// The ways out of the mesh to a host: for each port what every proxy does, and for which clients.
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { parseClusterHost } from '../../text/host.ts';
import { requestsForGateways } from '../../trace/gateway-requests.ts';
import { requestsForHost } from '../../trace/host-requests.ts';
import type { Trace, TraceRequest } from '../../trace/model.ts';
import { trace } from '../../trace/trace.ts';
import { isBroken, waysOf } from '../../trace/words.ts';
import { doubtsAbout } from './doubts.ts';
import { observe } from './observe.ts';

/** What one port of a host comes to. */
export interface Chain {
  readonly trace: Trace;
  /** The namespaces of the clients for which it is so. */
  readonly from: readonly string[];
  /** Why it may be another way; Markdown sentences. What is broken and doubtful is not known to be broken. */
  readonly doubts: readonly string[];
}

export interface Chains {
  readonly chains: readonly Chain[];
  /** How many requests are left out. */
  readonly more: number;
  /** The namespace that is taken for that of manifests without one, where it is a guess. */
  readonly guessedNamespace: string | undefined;
}

/** A host with the resources that name it. */
export interface ChainSubject {
  readonly host: string;
  readonly resources: readonly Resource[];
}

const none: Chains = { chains: [], more: 0, guessedNamespace: undefined };
const mostNamespaces = 4;

/** Follows the requests for a host, at most so many. Reads what is indexed by the host and what lies on the way. */
export function chainsOf(lookup: Lookup, { host, resources }: ChainSubject, limit: number): Chains {
  const { requests, entries, routes, unread } = requestsForHost(lookup, host);
  if (requests.length === 0) return host.startsWith('*') ? gatewayChains(lookup, resources, limit) : none;
  const home = lookup.options.namespace ?? 'default';
  const origins = [...entries, ...routes];
  const namespaces = [...new Set(origins.map(({ namespace }) => namespace ?? home))].slice(0, mostNamespaces);
  const shown = requests.slice(0, limit);
  const context = { registered: entries.length > 0, resources };
  const chains = shown.flatMap((request) => follow(lookup, request, namespaces, context)).filter(({ trace: one }) => context.registered || !endsInside(lookup, one));
  const guessed = origins.some(({ namespace }) => namespace === undefined) ? home : undefined;
  return { chains, more: requests.length - shown.length + unread, guessedNamespace: lookup.options.namespace === undefined ? guessed : undefined };
}

/** What a gateway for every host does with what it is sent, as far as that is about the outside: a circle, or a way out. */
function gatewayChains(lookup: Lookup, resources: readonly Resource[], limit: number): Chains {
  const home = lookup.options.namespace ?? 'default';
  const requests = resources.flatMap((resource) => requestsForGateways(lookup, resource, home).map((request) => ({ request, namespace: resource.namespace ?? home })));
  const different = [...new Map(requests.map((one) => [`${one.request.host}:${one.request.port}`, one])).values()];
  const found = different.flatMap(({ request, namespace }) => follow(lookup, request, [namespace], { registered: true, resources }));
  const chains = found.filter(({ trace: one }) => one.outcome === 'loop' || (one.outcome === 'gateway' && !endsInside(lookup, one)));
  const guessed = resources.some(({ namespace }) => namespace === undefined) && lookup.options.namespace === undefined ? home : undefined;
  return chains.length === 0 ? none : { chains: chains.slice(0, limit), more: Math.max(0, chains.length - limit), guessedNamespace: guessed };
}

interface Context {
  /** Whether a ServiceEntry brings the host into the mesh. */
  readonly registered: boolean;
  readonly resources: readonly Resource[];
}

/** One request from several namespaces; those for which all is the same are told together. */
function follow(lookup: Lookup, request: TraceRequest, namespaces: readonly string[], context: Context): readonly Chain[] {
  const byTelling = new Map<string, Chain & { readonly from: string[] }>();
  const gateways = new Set<string>();
  for (const namespace of namespaces) {
    // The gateway's own namespace holds its configuration, and seldom clients.
    if (gateways.has(namespace)) continue;
    const { watched, seen } = observe(lookup);
    const found = trace(watched, request, { namespace, labels: new Map() });
    for (const { service } of found.hops.slice(0, -1)) gateways.add(parseClusterHost(service ?? '', lookup.options.clusterDomain)?.namespace ?? '');
    const key = JSON.stringify(found, (name, value: unknown) => (name === 'decisions' ? undefined : value));
    const same = byTelling.get(key);
    if (same === undefined) byTelling.set(key, { trace: found, from: [namespace], doubts: doubtsAbout(lookup, found, { ...context, seen }) });
    else same.from.push(namespace);
  }
  return [...byTelling.values()];
}

/** Whether a request ends at a Service, so that it never leaves. */
function endsInside(lookup: Lookup, { hops, outcome }: Trace): boolean {
  const service = hops[hops.length - 1]?.service;
  return outcome !== 'loop' && service !== undefined && parseClusterHost(service, lookup.options.clusterDomain) !== undefined;
}

/** ✓ where a hop does its part, ✗ where it goes wrong, ? where what it needs may be elsewhere. */
export function markIn({ trace: one, doubts }: Chain, index: number): '✓' | '✗' | '?' {
  if (index < one.hops.length - 1) return '✓';
  if (waysOf(one).some((way) => way.break === 'elsewhere')) return '?';
  if (!isBroken(one)) return '✓';
  return doubts.length > 0 && one.outcome !== 'loop' ? '?' : '✗';
}
