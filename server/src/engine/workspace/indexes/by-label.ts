import { podMakers, workloads } from '../../kinds/targets.ts';
import type { Index } from '../../model/rule.ts';
import { folderOf } from '../../text/uri.ts';
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

/** Workloads by their namespace; where it is not known under `?`, and by their folder (`in …`). */
export const workloadByNamespace: Index = {
  id: 'workload-by-namespace',
  kinds: workloads,
  keys: ({ namespace, entry }) => (namespace === undefined ? ['?', `in ${folderOf(entry.uri)}`] : [namespace]),
};

/** Objects whose controllers make pods of which no manifest tells, by the namespace of those pods. */
export const podMakerByNamespace: Index = {
  id: 'pod-maker-by-namespace',
  kinds: podMakers,
  keys: ({ root, namespace }) => {
    const target = [root.at('spec', 'targetNamespace'), root.at('spec', 'destination', 'namespace')].find((value) => value.exists);
    return ['*', (target === undefined ? namespace : target.string) ?? '?'];
  },
};
