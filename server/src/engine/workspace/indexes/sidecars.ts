import { sidecar } from '../../kinds/sidecar.ts';
import type { Index } from '../../model/rule.ts';

/** Sidecars for all workloads of a namespace, by that namespace; where it is not known, by their file. */
export const defaultSidecars: Index = {
  id: 'default-sidecars',
  kinds: [sidecar],
  keys: ({ root, namespace, entry }) => {
    const spec = root.at('spec');
    const selector = spec.at('workloadSelector');
    const isDefault = spec.type === 'map' && !spec.hasUnknownEntries && (!selector.exists || selector.type === 'null');
    return isDefault ? [namespace ?? `in ${entry.uri}`] : [];
  },
};
