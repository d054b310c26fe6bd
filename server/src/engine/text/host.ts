/**
 * Host names as Istio compares them. Sources: `pkg/config/host/name.go` (Matches, SubsetOf) and
 * `pilot/pkg/model/config.go` (ResolveShortnameToFQDN, MostSpecificHostMatch).
 */

/** What a host without a dot means where it is written: `reviews` is `reviews.shop.svc.cluster.local` in namespace `shop`. */
export function expandHost(host: string, namespace: string, clusterDomain: string): string {
  return isShortName(host) ? `${host}.${namespace}.svc.${clusterDomain}` : host;
}

export function isShortName(host: string): boolean {
  return host !== '' && !host.includes('.') && !host.includes('*') && !host.includes(':');
}

export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Whether the two have a name in common; either may be a wildcard. */
export function hostsOverlap(a: string, b: string): boolean {
  const [wildA, wildB] = [a.startsWith('*'), b.startsWith('*')];
  if (wildA && wildB) return a.length >= b.length ? a.slice(1).endsWith(b.slice(1)) : b.slice(1).endsWith(a.slice(1));
  if (wildA) return b.endsWith(a.slice(1));
  if (wildB) return a.endsWith(b.slice(1));
  return a === b;
}

/** Whether every name of `inner` is one of `outer`. `*.foo.com` does not cover `foo.com`. */
export function hostCovers(outer: string, inner: string): boolean {
  if (!outer.startsWith('*')) return outer === inner;
  return inner.startsWith('*') ? inner.slice(1).endsWith(outer.slice(1)) : inner.endsWith(outer.slice(1));
}

/** Characters that the name of a host has at most (Istio's `pkg/config/validation/agent/validation.go`, `checkDNS1123Preconditions`). */
export const longestHost = 255;

/** The domains that a host lies below, the nearest first: `b.com` and `com` for `a.b.com`. What is too long to be a host lies below none. */
export function domainsOver(host: string): readonly string[] {
  if (host.length > longestHost) return [];
  const labels = host.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join('.'));
}

/** The wildcards that cover a host, the narrowest first: `*.b.com`, `*.com`, `*` for `a.b.com`. */
export function wildcardsOver(host: string): readonly string[] {
  return [...domainsOver(host).map((domain) => `*.${domain}`), '*'].filter((wildcard) => wildcard !== host);
}

/** Name and namespace of a Service's full name, or `undefined` for any other host. */
export function parseClusterHost(host: string, clusterDomain: string): { readonly name: string; readonly namespace: string } | undefined {
  const suffix = `.svc.${clusterDomain}`;
  if (!host.endsWith(suffix)) return undefined;
  const [name, namespace, ...more] = host.slice(0, -suffix.length).split('.');
  return name !== undefined && namespace !== undefined && more.length === 0 ? { name, namespace } : undefined;
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
