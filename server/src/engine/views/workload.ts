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
  return { value, ...labels, complete: labels.complete && !resource.entry.document.partial };
});

/** A port that a container declares. Declaring is optional: a container may listen on others too. */
export interface ContainerPort {
  readonly value: Value;
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string;
}

/** The ports that the containers of a workload's pods declare; `complete` is false where one is a placeholder. */
export const podPorts = perResource((resource: Resource): { readonly ports: readonly ContainerPort[]; readonly complete: boolean } => {
  const spec = podTemplate(resource).at('spec');
  const containers = [...spec.at('containers').items(), ...spec.at('initContainers').items()];
  const items = containers.flatMap((container) => container.at('ports').items());
  const ports = items.flatMap((value): readonly ContainerPort[] => {
    const number = value.at('containerPort').number;
    return number === undefined ? [] : [{ value, number, name: value.at('name').string, protocol: value.at('protocol').string ?? 'TCP' }];
  });
  const unknown = [spec, ...containers, ...items].some((value) => value.type === 'unknown' || value.hasUnknownEntries || value.at('name').type === 'unknown')
    || containers.some((container) => container.at('ports').type === 'unknown');
  return { ports, complete: containers.length > 0 && ports.length === items.length && !unknown && !resource.entry.document.partial };
});

/** Where a workload puts its pods into the network of their node. */
export function hostNetworkOf(resource: Resource): Value | undefined {
  const field = podTemplate(resource).at('spec', 'hostNetwork');
  return field.boolean === true ? field : undefined;
}

/** What a workload makes its pods of; a pod itself. */
export function podTemplate(resource: Resource): Value {
  if (resource.kind === pod) return resource.root;
  const spec = resource.root.at('spec');
  return resource.kind === cronJob ? spec.at('jobTemplate', 'spec', 'template') : spec.at('template');
}

/** Whether a pod with these labels has all that a selector demands; an empty selector takes every pod. */
export function selects(selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of selector) if (labels.get(key) !== value) return false;
  return true;
}
