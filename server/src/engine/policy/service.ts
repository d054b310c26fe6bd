import { service } from '../kinds/service.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { readLabels } from './selector.ts';
import type { Selector } from './selector.ts';

/** What a Service selects; `undefined` where it selects nothing of its own: without selector, or as another name for a host. */
export const serviceSelector = perResource((resource: Resource): Selector | undefined => {
  const spec = resource.root.at('spec');
  const selector = spec.at('selector');
  if (resource.kind !== service || spec.at('type').string === 'ExternalName' || selector.type !== 'map' || selector.hasUnknownEntries) return undefined;
  return selector.entries().length === 0 ? undefined : readLabels(selector);
});
