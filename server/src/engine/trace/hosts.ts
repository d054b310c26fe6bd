// Hosts as Istio's control plane looks them up (`pkg/config/host/name.go`).
import type { Resource } from '../model/resource.ts';
import type { Index, Lookup } from '../model/rule.ts';
import { perDomain } from '../references/per-domain.ts';
import type { World } from '../references/world.ts';
import { wildcardsOver } from '../text/host.ts';
import { oddWildcard } from '../workspace/indexes/mesh.ts';

/** The resources of an index whose hosts are wildcards over a host, or may be. */
export function filedAbove(index: Index): (lookup: Lookup, lower: string) => readonly Resource[] {
  return perDomain((lookup, wildcards) => [...wildcards, oddWildcard].flatMap((key) => lookup.all(index, key)));
}

/** The keys under which hosts that stand for this one, wildcards included, are found. */
export function coveringKeys(host: string): readonly string[] {
  const lower = host.toLowerCase();
  return [lower, ...wildcardsOver(lower), oddWildcard];
}

/** What else a service's name may be written as: a Service's by its first parts, any with a dot at its end. */
export function otherNames({ clusterDomain }: World, host: string, namespace: string): readonly string[] {
  if (host.endsWith('.')) return [host.slice(0, -1)];
  const first = host.indexOf('.');
  if (first < 0) return [`${host}.${namespace}.svc.${clusterDomain}`];
  const second = host.indexOf('.', first + 1);
  if (second < 0) return [`${host}.svc.${clusterDomain}`];
  return host.slice(second) === '.svc' ? [`${host}.${clusterDomain}`] : none;
}

const none: readonly string[] = [];
