/**
 * One spelling for every URI. Clients and file systems encode the same path differently (`%3A` or `:`, `C:` or `c:`), and a
 * file must not be two files.
 */
export function canonicalUri(uri: string): string {
  const match = /^([a-z][a-z0-9+.-]*):(\/\/[^/?#]*)?([^?#]*)(.*)$/is.exec(uri);
  if (match === null) return uri;
  const [, scheme = '', authority = '', path = '', rest = ''] = match;
  const segments = path.split('/').map(decoded);
  if (scheme.toLowerCase() === 'file' && /^[A-Za-z]:$/.test(segments[1] ?? '')) segments[1] = (segments[1] ?? '').toLowerCase();
  return `${scheme.toLowerCase()}:${authority}${segments.map(encodeURIComponent).join('/')}${rest}`;
}

/** A segment without its escapes, which clients write differently; as it is where they make no sense. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function schemeOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.indexOf(':'))).toLowerCase();
}

/** The path of a file below a folder, decoded, or undefined where it is not below it. */
export function pathBelow(folder: string, uri: string): string | undefined {
  const home = folder.endsWith('/') ? folder : `${folder}/`;
  return uri.startsWith(home) ? uri.slice(home.length).split('/').map(decoded).join('/') : undefined;
}

/** Whether a file lies below one of these folders, however deep. */
export function liesBelow(folders: ReadonlySet<string>, uri: string): boolean {
  for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) if (folders.has(uri.slice(0, end))) return true;
  return false;
}
