import type { PlaceOf } from '../engine/index.ts';
import type { Snapshot } from './session.ts';
import { decoded } from './uris.ts';

/** Links to places in files, with their lines. With a `root` they lead there from that folder, where a client resolves no URIs. */
export function linksFrom({ documentOf }: Pick<Snapshot, 'documentOf'>, root?: string): PlaceOf {
  return (uri, offset) => {
    const document = documentOf(uri);
    const file = decoded(uri.slice(uri.lastIndexOf('/') + 1));
    if (document === undefined) return { name: file };
    const line = document.positionAt(offset).line + 1;
    const target = root === undefined ? document.uri : relativeTo(root, document.uri);
    return { name: `${file}:${String(line)}`, ...(target === undefined ? {} : { href: `${target}#L${String(line)}` }) };
  };
}

/** The way from a folder to a file as a path that begins with a slash and may climb: `/../other/file.yaml`. */
function relativeTo(root: string, uri: string): string | undefined {
  const [from, to] = [root.replace(/\/$/, '').split('/'), uri.split('/')];
  // Scheme, nothing, authority: these have to be the same.
  if (from.slice(0, 3).map(decoded).join('/') !== to.slice(0, 3).map(decoded).join('/')) return undefined;
  let common = 3;
  while (common < from.length && common < to.length - 1 && decoded(from[common] ?? '') === decoded(to[common] ?? '')) common++;
  return `/${[...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')}`;
}
