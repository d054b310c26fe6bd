// Which pods of the workspace a selector means. A workspace mostly holds a part of what runs in the cluster.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { networkPolicy } from '../kinds/network-policy.ts';
import { service } from '../kinds/service.ts';
import { policyModel } from '../policy/model.ts';
import { serviceSelector } from '../policy/service.ts';
import { givenLabels, implies, matches } from '../policy/selector.ts';
import type { Requirement, Selector } from '../policy/selector.ts';
import { differInNumbersOnly, nearest } from '../text/nearest.ts';
import { folderOf } from '../text/uri.ts';
import { podLabels } from '../views/workload.ts';
import { allWorkloads, anyLabels, podMakerByNamespace, workloadByLabel, workloadByNamespace } from '../workspace/indexes/by-label.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';

/** Namespaces in which the cluster's own pods run, which stand in no manifest. */
const clusterNamespaces = /^(?:kube-|openshift-|gke-|gmp-|calico-|tigera-|cilium)/;

export interface Pods {
  /** The workloads whose pods are selected. */
  readonly workloads: readonly Resource[];
  /** Pods that no manifest tells of, or whose labels are not all known, may be selected too. */
  readonly uncertain: boolean;
}

/** The workloads of a namespace that a selector means; `undefined` is not known, and any may be meant. */
export function podsSelected(lookup: Lookup, namespace: string | undefined, selector: Selector): Pods {
  const here = (resource: Resource): boolean => namespace === undefined || resource.namespace === undefined || resource.namespace === namespace;
  const workloads = candidates(lookup, selector).filter((one) => here(one) && matches(selector, podLabels(one).labels));
  const uncertain = !selector.complete || selector.requirements.some(({ key }) => givenLabels.test(key))
    || lookup.all(workloadByLabel, anyLabels).some(here) || madeElsewhere(lookup, namespace);
  return { workloads, uncertain };
}

function candidates(lookup: Lookup, { requirements }: Selector): readonly Resource[] {
  const narrow = requirements.find(({ operator }) => operator === 'In');
  if (narrow === undefined) return lookup.all(allWorkloads, '*');
  return [...new Set([...narrow.values].flatMap((value) => lookup.all(workloadByLabel, `${narrow.key}=${value}`)))];
}

function madeElsewhere(lookup: Lookup, namespace: string | undefined): boolean {
  if (namespace === undefined) return lookup.any(podMakerByNamespace, '*');
  return clusterNamespaces.test(namespace) || lookup.any(podMakerByNamespace, namespace) || lookup.any(podMakerByNamespace, '?');
}

/** A selector that means no workload of the workspace and is to be called a mistake, and what was meant. */
export interface Missing {
  readonly meant: NearMiss | undefined;
}

/** A label that a workload has and the selector nearly asks for. */
export interface NearMiss {
  readonly requirement: Requirement;
  /** What to write: `value` of the label, or its `key`. */
  readonly part: 'value' | 'key';
  readonly text: string;
  readonly workload: Resource;
}

/**
 * `undefined` where the selector means a workload, or where nothing can be concluded: the namespace holds no workloads here,
 * a kustomization may change them, or none of them is of the sort that the selector speaks of.
 */
export function missingPods(lookup: Lookup, from: Resource, namespace: string | undefined, selector: Selector): Missing | undefined {
  const bucket = namespace ?? `in ${folderOf(from.entry.uri)}`;
  if (selector.requirements.length === 0 || !lookup.any(workloadByNamespace, bucket) || lookup.isKustomized(from)) return undefined;
  const { workloads, uncertain } = podsSelected(lookup, namespace, selector);
  if (workloads.length > 0 || uncertain) return undefined;
  const here = lookup.all(workloadByNamespace, bucket);
  if (here.some((one) => lookup.isKustomized(one))) return undefined;
  const meant = nearestOf(selector.requirements, here);
  if (meant !== undefined) return { meant };
  const keys = new Set(here.flatMap((one) => [...podLabels(one).labels.keys()]));
  // Pods with labels that nobody here has, or that others speak of as well, come from somewhere else.
  return isAmong(from, namespace, here) && selector.requirements.every(({ key }) => keys.has(key)) && !isKnownToOthers(lookup, from, namespace, selector) ? { meant } : undefined;
}

/** Whether workloads of a namespace say what else is there: `default` holds those of many folders that have nothing to do with each other. */
function isAmong({ entry }: Resource, namespace: string | undefined, workloads: readonly Resource[]): boolean {
  return namespace !== 'default' || workloads.some((one) => folderOf(one.entry.uri) === folderOf(entry.uri));
}

/** Whether a Service or another policy selects just such pods: someone knows of them. */
function isKnownToOthers(lookup: Lookup, from: Resource, namespace: string | undefined, selector: Selector): boolean {
  const services = allInNamespace(lookup, service, namespace).map((one) => (one === from ? undefined : serviceSelector(one)));
  const policies = allInNamespace(lookup, networkPolicy, namespace).map((one) => (one === from ? undefined : policyModel(one)?.podSelector));
  return [...services, ...policies].some((one) => one !== undefined && implies(one, selector));
}

function nearestOf(requirements: readonly Requirement[], workloads: readonly Resource[]): NearMiss | undefined {
  for (const workload of workloads) {
    const { labels } = podLabels(workload);
    const [requirement, ...others] = requirements.filter((one) => !matches({ requirements: [one] }, labels));
    const [wanted] = requirement?.values ?? [];
    if (requirement === undefined || others.length > 0 || requirement.operator !== 'In' || wanted === undefined) continue;
    const value = labels.get(requirement.key);
    if (value !== undefined && isNear(wanted, value)) return { requirement, part: 'value', text: value, workload };
    const sameValue = [...labels].filter(([, one]) => one === wanted).map(([key]) => key);
    const key = value === undefined ? nearest(requirement.key, sameValue) : undefined;
    if (key !== undefined) return { requirement, part: 'key', text: key, workload };
  }
  return undefined;
}

/** Whether one label's value is a slip for another: `v1` and `v2` are two things, and so are the ways in and out. */
function isNear(wanted: string, value: string): boolean {
  const inDirection = wanted.includes('ingress') !== value.includes('ingress') && wanted.replaceAll('ingress', 'egress') === value.replaceAll('ingress', 'egress');
  return nearest(wanted, [value]) !== undefined && !differInNumbersOnly(wanted, value) && !inDirection;
}
