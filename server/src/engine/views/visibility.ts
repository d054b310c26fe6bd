// Which namespaces see a resource, as its `exportTo` says.
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';

/** The namespaces that see a resource, or all of them. */
export type Visibility = 'everywhere' | ReadonlySet<string>;

/** Who sees a resource; `undefined` where that is not known. Nobody is an empty set. */
export const visibilityOf = perResource((resource: Resource): Visibility | undefined => {
  const list = resource.root.at('spec', 'exportTo');
  const items = list.items();
  if (list.type === 'unknown' || resource.root.at('spec').hasUnknownEntries) return undefined;
  if (items.length === 0) return 'everywhere';
  const namespaces = new Set<string>();
  for (const { string: text } of items) {
    const namespace = text === '.' ? resource.namespace : text;
    if (namespace === undefined) return undefined;
    if (namespace === '*') return 'everywhere';
    if (namespace !== '~') namespaces.add(namespace);
  }
  return namespaces;
});

/** Whether some namespace sees both. Of two that are seen everywhere all do. */
export function haveCommonViewer(a: Visibility, b: Visibility): boolean {
  if (a === 'everywhere') return b === 'everywhere' || b.size > 0;
  if (b === 'everywhere') return a.size > 0;
  for (const one of a) if (b.has(one)) return true;
  return false;
}
