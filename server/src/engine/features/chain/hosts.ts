// The hosts outside the mesh that a workspace knows, to choose from.
import { externalRequests } from '../../trace/requests.ts';
import { withLookup } from '../locate.ts';
import type { Source } from '../locate.ts';

export interface ExternalHost {
  readonly host: string;
  /** A file that names it. */
  readonly uri: string;
  readonly ports: readonly number[];
}

/** All of them in the order of their names. This reads the whole workspace: it is for those who ask. */
export function externalHosts(source: Source): readonly ExternalHost[] {
  const byHost = new Map<string, ExternalHost & { readonly ports: number[] }>();
  for (const { request, resource } of withLookup(source, externalRequests)) {
    const known = byHost.get(request.host);
    if (known === undefined) byHost.set(request.host, { host: request.host, uri: resource.entry.uri, ports: [request.port] });
    else if (!known.ports.includes(request.port)) known.ports.push(request.port);
  }
  return [...byHost.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
}
