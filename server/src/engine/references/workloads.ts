import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { anyLabels, workloadByLabel } from '../workspace/indexes/by-label.ts';
import { podLabels, selects } from '../views/workload.ts';

export interface SelectedWorkloads {
  readonly workloads: readonly Resource[];
  /** Workloads whose labels are not all known may be selected too. */
  readonly uncertain: boolean;
}

/** The workloads, of all namespaces, whose pods have every label of a non-empty selector. */
export function workloadsSelectedBy(lookup: Lookup, selector: ReadonlyMap<string, string>): SelectedWorkloads {
  const [first] = selector;
  if (first === undefined) return { workloads: [], uncertain: true };
  const candidates = lookup.all(workloadByLabel, `${first[0]}=${first[1]}`);
  return { workloads: candidates.filter((one) => selects(selector, podLabels(one).labels)), uncertain: lookup.any(workloadByLabel, anyLabels) };
}
