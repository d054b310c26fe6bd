/** The part of a URI up to its last slash, the slash included. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** The part of a URI after its last slash. */
export function fileNameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** The URI of a path that is relative to a folder (whose URI ends in a slash or is empty). */
export function resolveUri(folder: string, path: string): string {
  const steps = folder.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(folder.includes('://') ? encodeURIComponent(step) : step);
  }
  return steps.join('/');
}
