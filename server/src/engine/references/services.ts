import { serviceEntry } from '../kinds/service-entry.ts';
import { service } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import { crowd } from '../model/rule.ts';
import type { Lookup } from '../model/rule.ts';
import { anyHost } from '../workspace/indexes/by-host.ts';
import { allInNamespace, findAnywhere, findByName } from '../workspace/indexes/by-name.ts';
import { meshServiceByHost, oddWildcard } from '../workspace/indexes/mesh.ts';
import { serviceEntryHosts } from '../views/service-entry.ts';
import { nearest } from '../text/nearest.ts';
import { expandHost, hostsOverlap, isShortName, parseClusterHost, wildcardsOver } from '../text/host.ts';
import { nearestGenerated } from './generated-gateway.ts';
import { nearestNamed } from './nearest-named.ts';
import { seenBy } from './seen-by.ts';
import { isKnownHost, knownServicePorts } from './known.ts';
import { perName } from './per-lookup.ts';

/** What a host of a route or rule stands for. */
export interface ResolvedHost {
  /** The full name, where it is known. */
  readonly host: string;
  /** The Service that the name would be, for names of the cluster. A namespace of `undefined` is not known. */
  readonly service: { readonly name: string; readonly namespace: string | undefined } | undefined;
  /** Services and ServiceEntries that answer to it: exact hosts, or else the narrowest wildcard that covers it. */
  readonly targets: readonly Resource[];
  /**
   * Whether one of the targets has just this host. Routes go to no other: under a wildcard there is a cluster of the wildcard's
   * name alone (`SidecarScope.servicesByHostname`).
   */
  readonly exact: boolean;
  /** The ports of what is there without being in the workspace, where the host is that; none where it is not known which. */
  readonly knownPorts: readonly number[] | undefined;
  /** Something whose name or host is not known may be it. */
  readonly uncertain: boolean;
}

/** Finds what a host written in a resource of `namespace` stands for. `undefined` is not known and matches any. */
export const resolveHost = perName((lookup, text, namespace): ResolvedHost => {
  const { clusterDomain } = lookup.options;
  const host = namespace === undefined ? text : expandHost(text, namespace, clusterDomain);
  const cluster = isShortName(host) ? { name: host, namespace: undefined } : parseClusterHost(host, clusterDomain);
  const services = cluster === undefined ? undefined : findByName(lookup, service, cluster.namespace, cluster.name);
  const entries = findServiceEntries(lookup, host, namespace);
  const known = cluster === undefined ? (isKnownHost(lookup, host) ? [] : undefined) : knownPortsOf(lookup, cluster);
  const targets = [...(services?.found ?? []), ...entries];
  return {
    host, service: cluster, knownPorts: known, targets, exact: isExact(targets, host),
    uncertain: (services?.unnamed ?? false) || [anyHost, oddWildcard].some((key) => lookup.any(meshServiceByHost, key)),
  };
});

/** Whether one of the targets of a host has it as its own, and not a wildcard over it. */
function isExact(targets: readonly Resource[], host: string): boolean {
  return targets.some((target) => target.kind === service || serviceEntryHosts(target).some(({ text }) => text === host));
}

function knownPortsOf(lookup: Lookup, { name, namespace }: { readonly name: string; readonly namespace: string | undefined }): readonly number[] | undefined {
  // Where the namespace is not known, the usual one is as good as any.
  const namespaces = namespace === undefined ? ['istio-system', 'kube-system', 'default'] : [namespace];
  for (const one of namespaces) {
    const ports = knownServicePorts(lookup, name, one);
    if (ports !== undefined) return ports;
  }
  return undefined;
}

function findServiceEntries(lookup: Lookup, host: string, viewer: string | undefined): readonly Resource[] {
  for (const key of [host, ...wildcardsOver(host)]) {
    const found = entriesFor(lookup, key, viewer);
    if (found.length > 0) return found;
  }
  if (!host.startsWith('*')) return [];
  // A wildcard destination is met by any entry that has a name in common with it.
  return allInNamespace(lookup, serviceEntry, undefined).filter((entry) => serviceEntryHosts(entry).some(({ text }) => text !== undefined && hostsOverlap(text, host)));
}

/** Those that list a host; of very many those that the namespace may see, or, if it sees none, a few of the others. */
function entriesFor(lookup: Lookup, host: string, viewer: string | undefined): readonly Resource[] {
  const key = host.toLowerCase();
  if (!lookup.isCrowded(meshServiceByHost, key)) return entriesWith(lookup, host);
  const seen = viewer === undefined ? [] : seenBy(lookup, meshServiceByHost, key, viewer).filter((one) => listsHost(one, host));
  return seen.length > 0 ? seen : lookup.first(meshServiceByHost, key, crowd).filter((one) => listsHost(one, host));
}

/** Whether something is a ServiceEntry that lists just this host. */
export function listsHost(one: Resource, host: string): boolean {
  return one.kind === serviceEntry && serviceEntryHosts(one).some(({ text }) => text === host);
}

/** The ServiceEntries that list just this host. */
export function entriesWith(lookup: Lookup, host: string): readonly Resource[] {
  return lookup.all(meshServiceByHost, host.toLowerCase()).filter((one) => listsHost(one, host));
}

/** What was almost surely meant by a host that nothing answers to. */
export interface NearMiss {
  /** What to write instead. */
  readonly host: string;
  readonly target: Resource;
  readonly why: 'spelling' | 'namespace' | 'short-name';
}

export function nearestHost(lookup: Lookup, resolved: ResolvedHost): NearMiss | undefined {
  return resolved.service === undefined ? nearestExternal(lookup, resolved.host) : nearestService(lookup, resolved.service);
}

function nearestService(lookup: Lookup, { name, namespace }: NonNullable<ResolvedHost['service']>): NearMiss | undefined {
  const elsewhere = findAnywhere(lookup, service, name).filter((one) => one.namespace !== undefined);
  const only = elsewhere[0];
  if (only !== undefined && elsewhere.length === 1) return { host: fullName(lookup, only), target: only, why: 'namespace' };
  const near = nearestNamed(name, allInNamespace(lookup, service, namespace));
  if (near !== undefined) return { host: fullName(lookup, near.target), target: near.target, why: 'spelling' };
  const made = nearestGenerated(lookup, name, namespace);
  return made === undefined ? undefined : { host: hostOf(lookup, made.name, made.target.namespace), target: made.target, why: made.why };
}

function nearestExternal(lookup: Lookup, host: string): NearMiss | undefined {
  const dotted = dottedService(lookup, host);
  if (dotted !== undefined) return { host: fullName(lookup, dotted), target: dotted, why: 'short-name' };
  const entries = allInNamespace(lookup, serviceEntry, undefined);
  const byText = new Map(entries.flatMap((entry) => serviceEntryHosts(entry).map(({ text }) => [text ?? '', entry] as const)));
  const spelled = nearest(host, byText.keys());
  const target = spelled === undefined ? undefined : byText.get(spelled);
  return spelled === undefined || target === undefined || !sameButForOneLabel(host, spelled) ? undefined : { host: spelled, target, why: 'spelling' };
}

/** The Service that `reviews.shop` and `reviews.shop.svc` look like the name of. Only names without a dot are expanded. */
export function dottedService(lookup: Lookup, host: string): Resource | undefined {
  const dotted = /^([a-z0-9-]+)\.([a-z0-9-]+)(?:\.svc)?$/.exec(host);
  return dotted === null ? undefined : findByName(lookup, service, dotted[2], dotted[1] ?? '').found.find((one) => one.namespace === dotted[2]);
}

/** `cdn.exampel.com` is a slip; `eu.example.com` and `us.example.com`, `api1.example.com` and `api2.example.com` are two hosts. */
function sameButForOneLabel(a: string, b: string): boolean {
  const [left, right] = [a.split('.'), b.split('.')];
  if (left.length !== right.length) return Math.abs(a.length - b.length) <= 1;
  const different = left.flatMap((label, index) => (label === right[index] ? [] : [[label, right[index] ?? ''] as const]));
  const [[label, other] = ['', '']] = different;
  return a.toLowerCase() === b.toLowerCase() || (different.length === 1 && label.length >= 4 && !/\d/.test(label + other) && nearest(label, [other]) !== undefined);
}

/** The full name of a Service. */
export function fullName(lookup: Lookup, resource: Resource): string {
  return hostOf(lookup, resource.name ?? '', resource.namespace);
}

function hostOf({ options: { clusterDomain } }: Lookup, name: string, namespace: string | undefined): string {
  return namespace === undefined ? name : `${name}.${namespace}.svc.${clusterDomain}`;
}
