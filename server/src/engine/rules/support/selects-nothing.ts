// What is for pods of its own namespace only, and selects none of them.
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { readLabels } from '../../policy/selector.ts';
import type { Selector } from '../../policy/selector.ts';
import { missingPods, podsSelected } from '../../references/pods.ts';
import type { NearMiss } from '../../references/pods.ts';
import { editDistance } from '../../text/nearest.ts';
import { looksLikeGateway } from '../../trace/workloads.ts';
import { workloadByNamespace } from '../../workspace/indexes/by-label.ts';
import type { Value } from '../../yaml/value.ts';
import { moveTo } from './move.ts';
import { selectorText, suggestion, towards } from './pods.ts';

/** `noun` is how the resource is called in the message. `undefined` where it selects pods, or nothing can be said. */
export function selectsNothing(lookup: Lookup, resource: Resource, labels: Value, noun: string): Pick<Problem, 'span' | 'message' | 'related' | 'fixes'> | undefined {
  const { namespace } = resource;
  if (labels.type !== 'map' || namespace === undefined || lookup.isKustomized(resource)) return undefined;
  const selector = readLabels(labels);
  const elsewhere = onlyElsewhere(lookup, selector, namespace);
  if (elsewhere.length > 0) return towardsHome(resource, labels, noun, elsewhere);
  const missing = missingPods(lookup, resource, namespace, selector);
  return missing === undefined ? undefined : {
    span: labels.keySpan, ...towards(missing),
    message: `No workload in namespace ${namespace} has pods with ${selectorText(selector)}, so this ${noun} applies to nothing. ${suggestion(missing, 'Write the labels of the pods that are meant.')}`,
  };
}

/**
 * The same for what selects pods of all namespaces, most of which stand in other workspaces: only where it is one slip away from
 * a gateway beside it. A longer name is that of another gateway.
 */
export function selectsNoGateway(lookup: Lookup, resource: Resource, labels: Value, noun: string): Pick<Problem, 'span' | 'message' | 'related' | 'fixes'> | undefined {
  const { namespace } = resource;
  if (labels.type !== 'map' || namespace === undefined) return undefined;
  const selector = readLabels(labels);
  const missing = missingPods(lookup, resource, namespace, selector);
  if (missing?.meant === undefined || !isSlipForGateway(missing.meant)) return undefined;
  const everywhere = podsSelected(lookup, undefined, selector);
  return everywhere.uncertain || everywhere.workloads.length > 0 ? undefined : {
    span: labels.keySpan, ...towards(missing),
    message: `No workload here has pods with ${selectorText(selector)}, so this ${noun} applies to nothing. ${suggestion(missing, '')}`,
  };
}

function isSlipForGateway({ requirement, part, text, workload }: NearMiss): boolean {
  const [wanted = ''] = requirement.values;
  return part === 'value' && looksLikeGateway(workload) && !wanted.includes(text) && !text.includes(wanted) && editDistance(wanted, text) <= 2;
}

/** The workloads that are selected, where all are run in other namespaces, and none could be here. */
function onlyElsewhere(lookup: Lookup, selector: Selector, namespace: string): readonly Resource[] {
  const here = podsSelected(lookup, namespace, selector);
  if (!selector.complete || selector.requirements.length === 0 || here.uncertain || here.workloads.length > 0) return [];
  const { workloads } = podsSelected(lookup, undefined, selector);
  // The labels of an application may well be those of pods that are not in the workspace; of gateways there are few.
  const sure = lookup.any(workloadByNamespace, namespace) || workloads.every(looksLikeGateway);
  return sure && workloads.every((one) => !lookup.isKustomized(one)) ? workloads : [];
}

function towardsHome(resource: Resource, labels: Value, noun: string, workloads: readonly Resource[]): Pick<Problem, 'span' | 'message' | 'related' | 'fixes'> {
  const homes = [...new Set(workloads.map((one) => one.namespace ?? ''))];
  const [home = ''] = homes;
  const [first] = workloads;
  const written = resource.root.at('metadata', 'namespace');
  return {
    span: (written.exists ? written : labels).keySpan,
    message: `This ${noun} selects pods of namespace ${resource.namespace ?? ''} only, and those with these labels run in ${home}: it applies to nothing. Move it to namespace ${home}.`,
    related: first === undefined ? [] : [{ resource: first, span: first.root.at('metadata', 'name').span, message: `${first.kind.kind} ${first.name ?? ''} in namespace ${home}` }],
    fixes: () => (homes.length === 1 ? moveTo(resource, home, `the ${noun}`) : []),
  };
}
