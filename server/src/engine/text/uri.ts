/** The part of a URI up to its last slash, the slash included. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** The part of a URI after its last slash. */
export function fileNameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** A URI without its percent escapes: hosts escape differently, and a path in a manifest not at all. Only for comparing. */
export function plainUri(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** The plain form of the URI of a path that is relative to a folder (whose URI ends in a slash or is empty). */
export function resolveUri(folder: string, path: string): string {
  const steps = plainUri(folder).split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
