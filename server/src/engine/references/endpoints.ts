// What a Service or ServiceEntry sends to: the endpoints that it lists, the WorkloadEntries and pods that it selects.
import { workloadEntry } from '../kinds/workload-entry.ts';
import type { Resource } from '../model/resource.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import { labelsAt } from '../views/read.ts';
import { podLabels, selects } from '../views/workload.ts';
import type { Value } from '../yaml/value.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import { workloadsSelectedBy } from './workloads.ts';
import type { World } from './world.ts';

export interface Endpoint {
  /** What describes it: an item of `endpoints`, the spec of a WorkloadEntry; of pods there is none. */
  readonly value: Value | undefined;
  /** The workload, the WorkloadEntry, or the ServiceEntry that lists it. */
  readonly resource: Resource;
  readonly labels: ReadonlyMap<string, string>;
  /** Whether these are all its labels. */
  readonly complete: boolean;
}

/** The workloads of its namespace that a Service or ServiceEntry selects. */
export function podsBehind(world: World, target: Resource): readonly Resource[] {
  const { selector } = meshServiceView(target);
  const namespace = world.namespaceOf(target);
  return selector.size === 0 ? [] : workloadsSelectedBy(world.lookup, selector).workloads.filter((one) => world.namespaceOf(one) === namespace);
}

/** All that is known of. A selector takes WorkloadEntries and pods alike (`ServiceInstancesByPort`, `handleWorkloadEntry`). */
export function endpointsOf(world: World, target: Resource): readonly Endpoint[] {
  const view = meshServiceView(target);
  return [
    ...view.endpoints.map((value) => ({ value, resource: target, ...labelsAt(value.at('labels')), complete: !value.hasUnknownEntries && labelsAt(value.at('labels')).complete })),
    ...workloadEntriesOf(world, target).filter(({ labels }) => view.selector.size > 0 && selects(view.selector, labels)),
    ...podsBehind(world, target).map((resource) => ({ value: undefined, resource, labels: podLabels(resource).labels, complete: podLabels(resource).complete })),
  ];
}

/** Whether something of the workspace whose labels are not all known may be selected too. */
export function mayHaveOthers(world: World, target: Resource): boolean {
  const { selector } = meshServiceView(target);
  if (selector.size === 0) return false;
  return workloadsSelectedBy(world.lookup, selector).uncertain || workloadEntriesOf(world, target).some(({ complete }) => !complete);
}

/** The WorkloadEntries of its namespace, selected or not. Labels of the object come before those of the spec. */
function workloadEntriesOf(world: World, target: Resource): readonly Endpoint[] {
  const namespace = world.namespaceOf(target);
  return allInNamespace(world.lookup, workloadEntry, namespace).filter((one) => world.namespaceOf(one) === namespace).map((resource) => {
    const [own, ofObject] = [labelsAt(resource.root.at('spec', 'labels')), labelsAt(resource.root.at('metadata', 'labels'))];
    return {
      value: resource.root.at('spec'), resource, labels: new Map([...own.labels, ...ofObject.labels]),
      complete: own.complete && ofObject.complete && !resource.entry.document.partial,
    };
  });
}
