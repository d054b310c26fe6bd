import { workloads } from '../../kinds/targets.ts';
import type { Index } from '../../model/rule.ts';
import { podLabels } from '../../views/workload.ts';

/** The key of workloads whose labels are not all known. */
export const anyLabels = '?';

/** Workloads by each label of their pods (`key=value`). */
export const workloadByLabel: Index = {
  id: 'workload-by-label',
  kinds: workloads,
  keys: (resource) => {
    const { labels, complete } = podLabels(resource);
    return [...[...labels].map(([key, value]) => `${key}=${value}`), ...(complete ? [] : [anyLabels])];
  },
};

/** All workloads. */
export const allWorkloads: Index = { id: 'all-workloads', kinds: workloads, keys: () => ['*'] };
