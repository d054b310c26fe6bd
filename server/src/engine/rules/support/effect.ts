import type { RouteBlock } from '../../views/gateway.ts';

/** What becomes of what a route takes, where proxies have no cluster for its destination: of bytes there is no answer. */
export function failureOf(block: RouteBlock): string {
  return block === 'http' ? 'requests are answered with 503' : 'connections are closed';
}
