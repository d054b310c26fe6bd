import { cronJob, pod } from '../kinds/targets.ts';
import type { Resource } from '../model/resource.ts';
import { perResource } from '../model/memo.ts';
import type { Value } from '../yaml/value.ts';
import { labelsAt } from './read.ts';
import type { Labels } from './read.ts';

/** The labels of the pods of a workload (of the pod itself). */
export const podLabels = perResource((resource: Resource): Labels & { readonly value: Value } => {
  const value = podTemplate(resource).at('metadata', 'labels');
  const labels = labelsAt(value);
  return { value, ...labels, complete: labels.complete && !resource.entry.document.templated };
});

function podTemplate(resource: Resource): Value {
  if (resource.kind === pod) return resource.root;
  const spec = resource.root.at('spec');
  return resource.kind === cronJob ? spec.at('jobTemplate', 'spec', 'template') : spec.at('template');
}

/** Whether a pod with these labels has all that a selector demands; an empty selector takes every pod. */
export function selects(selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of selector) if (labels.get(key) !== value) return false;
  return true;
}
