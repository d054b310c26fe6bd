import { sidecar } from '../../kinds/sidecar.ts';
import type { Index } from '../../model/rule.ts';
import type { Resource } from '../../model/resource.ts';
import { labelsAt } from '../../views/read.ts';

/** Sidecars for all workloads of a namespace, by that namespace; where it is not known, by their file. */
export const defaultSidecars: Index = {
  id: 'default-sidecars',
  kinds: [sidecar],
  keys: (resource) => {
    const spec = resource.root.at('spec');
    const selector = spec.at('workloadSelector');
    const isDefault = spec.type === 'map' && !spec.hasUnknownEntries && (!selector.exists || selector.type === 'null');
    return isDefault ? [homeOf(resource)] : [];
  },
};

/** Sidecars for some workloads of a namespace, by that namespace; where it is not known, by their file. */
export const selectingSidecars: Index = {
  id: 'selecting-sidecars',
  kinds: [sidecar],
  keys: (resource) => {
    const { labels, complete } = labelsAt(resource.root.at('spec', 'workloadSelector', 'labels'));
    return labels.size > 0 && complete ? [homeOf(resource)] : [];
  },
};

function homeOf({ namespace, entry }: Resource): string {
  return namespace ?? `in ${entry.uri}`;
}
