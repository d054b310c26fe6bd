// Hosts as Istio's control plane looks them up (`pkg/config/host/name.go`).
import { wildcardsOver } from '../text/host.ts';
import { oddWildcard } from '../workspace/indexes/mesh.ts';

/** The keys under which hosts that stand for this one, wildcards included, are found. */
export function coveringKeys(host: string): readonly string[] {
  const lower = host.toLowerCase();
  return [lower, ...wildcardsOver(lower), oddWildcard];
}
