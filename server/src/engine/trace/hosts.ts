// Hosts as Istio's control plane compares them (`pkg/config/host/name.go`, `pilot/pkg/model/config.go`).
import { isShortName, wildcardsOver } from '../text/host.ts';
import { oddWildcard } from '../workspace/indexes/mesh.ts';

export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** A host of a resource as Istio reads it: a name without a dot belongs to the resource's namespace. */
export function fullHost(host: string, namespace: string, clusterDomain: string): string {
  return isShortName(host) ? `${host}.${namespace}.svc.${clusterDomain}` : host;
}

/** The keys under which hosts that stand for this one, wildcards included, are found. */
export function coveringKeys(host: string): readonly string[] {
  const lower = host.toLowerCase();
  return [lower, ...wildcardsOver(lower), oddWildcard];
}

/** Longest to shortest, names before wildcards (`host.MoreSpecific`). */
export function bySpecificity(a: string, b: string): number {
  if (isWildcard(a) !== isWildcard(b)) return isWildcard(a) ? 1 : -1;
  return b.length - a.length || (a < b ? -1 : Number(a > b));
}

/** The most specific of some patterns that covers a host (`MostSpecificHostMatch`). */
export function mostSpecific(host: string, patterns: readonly string[]): string | undefined {
  if (patterns.includes(host)) return host;
  const needle = isWildcard(host) ? host.slice(1) : host;
  return patterns.filter((pattern) => isWildcard(pattern) && needle.endsWith(pattern.slice(1))).sort(bySpecificity)[0];
}
