// The servers on one port of a gateway, of which there may be thousands, by their hosts.
import { isWildcard, wildcardsOver } from '../text/host.ts';
import type { Server } from './server.ts';

export interface PortServers {
  /** In the order in which they count. */
  readonly all: readonly Server[];
  /** Those that may have to do with a request for these names: they list one of them or a wildcard over it, or take any name. Where none of these takes it, others may be to blame. */
  about(names: readonly string[]): readonly Server[];
}

/** The host of a server without the namespace before it, as hosts are compared. */
function bareHost(host: string): string {
  return host.slice(host.indexOf('/') + 1).toLowerCase();
}

export function portServers(all: readonly Server[]): PortServers {
  const places = new Map(all.map((server, place) => [server, place]));
  const byHost = new Map<string, Server[]>();
  const anyName = new Set<Server>();
  let hasWildcards = false;
  for (const server of all) {
    if (server.tls === 'none' && !server.isHttp) anyName.add(server);
    for (const host of server.hosts.map(bareHost)) {
      hasWildcards ||= isWildcard(host);
      // `*-api.example.com` is found under no name.
      if (isWildcard(host) && host !== '*' && !host.startsWith('*.')) anyName.add(server);
      const same = byHost.get(host);
      if (same === undefined) byHost.set(host, [server]);
      else same.push(server);
    }
  }
  return {
    all,
    about(names) {
      if (all.length < 2 || names.some(isWildcard)) return all;
      const found = new Set(anyName);
      for (const name of new Set(names.map((one) => one.toLowerCase()))) {
        for (const server of byHost.get(name) ?? []) found.add(server);
        if (hasWildcards) for (const key of wildcardsOver(name)) for (const server of byHost.get(key) ?? []) found.add(server);
      }
      return found.size < 2 ? [...found] : [...found].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    },
  };
}
