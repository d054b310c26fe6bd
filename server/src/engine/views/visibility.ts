// Which namespaces a resource is exported to, as it says itself.
import { destinationRule } from '../kinds/destination-rule.ts';
import { service } from '../kinds/service.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { meshServiceView } from './mesh-service.ts';
import { textsAt } from './read.ts';

/** What a resource says of who sees it: `*`, `.`, `~` or namespaces; none where it leaves that to the mesh. */
export interface Exports {
  readonly texts: readonly string[];
  /** Whether that is all it says. What is filled in later, or refused (`~` beside others), may say something else. */
  readonly isKnown: boolean;
}

/** A Service says it in an annotation. Rules for some workloads count in their own namespace alone. */
export const exportsSaidBy = perResource((resource: Resource): Exports => {
  if (resource.kind === service) {
    const { exportTo, exportToValue } = meshServiceView(resource);
    return { texts: exportTo, isKnown: exportToValue.type !== 'unknown' };
  }
  const spec = resource.root.at('spec');
  if (resource.kind === destinationRule && spec.at('workloadSelector').exists) return { texts: ['.'], isKnown: true };
  const list = spec.at('exportTo');
  const texts = textsAt(list).flatMap(({ text }) => text ?? []);
  const isKnown = list.type !== 'unknown' && spec.type !== 'unknown' && !spec.hasUnknownEntries && texts.length === list.items().length && (texts.length < 2 || !texts.includes('~'));
  return { texts, isKnown };
});
