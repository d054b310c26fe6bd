import { fileNameOf, folderOf, resolveUri } from '../text/uri.ts';
import { parseDocument } from '../yaml/document.ts';

const fileNames: ReadonlySet<string> = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

export function isKustomization(uri: string): boolean {
  return fileNames.has(fileNameOf(uri));
}

/**
 * The files that a kustomization applies as patches: they hold parts of resources, which are not to be judged as whole ones.
 * Inline patches have no file.
 */
export function patchedFiles(uri: string, text: string): readonly string[] {
  const { root } = parseDocument(text);
  const strategic = root.at('patchesStrategicMerge').items().map((item) => item.string);
  const others = ['patches', 'patchesJson6902'].flatMap((list) => root.at(list).items().map((item) => item.at('path').string));
  return [...strategic, ...others]
    .filter((path): path is string => path !== undefined && !path.includes('\n') && !path.includes(':'))
    .map((path) => resolveUri(folderOf(uri), path));
}
