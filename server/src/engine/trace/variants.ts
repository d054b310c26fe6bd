// One object that stands in several manifests: copies, or variants of which a cluster has one at a time.
import type { Resource } from '../model/resource.ts';

/** Of one object nobody keeps more variants. With each of them its routes and Gateways would meet all the others. */
const mostVariants = 8;

/** The resources without copies of one object, and of very many variants of one the first. */
export function distinct(resources: readonly Resource[]): readonly Resource[] {
  if (resources.length < 2) return resources;
  const variants = new Map<string, Set<string>>();
  return resources.filter(({ kind, namespace, name, root, entry }) => {
    if (name === undefined) return true;
    const object = `${kind.group}/${kind.kind} ${namespace ?? ''} ${name}`;
    const texts = variants.get(object) ?? new Set<string>();
    variants.set(object, texts);
    const text = entry.document.text.slice(root.span.start, root.span.end);
    if (texts.has(text) || texts.size >= mostVariants) return false;
    texts.add(text);
    return true;
  });
}
