import { fieldAt } from '../locate.ts';
import type { Source } from '../locate.ts';
import { chainHostAt, chainHostsOf } from './subject.ts';

/** The host that a cursor means: the one it is on, or the only one of the resource around it. */
export function chainHostNear(source: Source, uri: string, offset: number): string | undefined {
  const place = fieldAt(source, uri, offset);
  const here = place === undefined ? undefined : chainHostAt(place);
  if (here !== undefined) return here.host;
  const entry = source.workspace.manifests.get(uri)?.entries.findLast((one) => one.offset <= offset && offset <= one.offset + one.document.text.length);
  const resource = place?.resource ?? (entry?.resources.length === 1 ? entry.resources[0] : undefined);
  const hosts = resource === undefined ? [] : [...new Set(chainHostsOf(resource).map(({ host }) => host))];
  return hosts.length === 1 ? hosts[0] : undefined;
}
