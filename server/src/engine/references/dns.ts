// Whether pods may ask DNS, by all policies that are for them.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { allowsDns } from '../policy/dns.ts';
import { dnsPolicy, podKeys } from '../policy/indexes.ts';
import { policyModel } from '../policy/model.ts';
import type { PolicyModel } from '../policy/model.ts';
import { implies, matches } from '../policy/selector.ts';
import type { Selector } from '../policy/selector.ts';
import { podLabels } from '../views/workload.ts';
import { podsSelected } from './pods.ts';

/**
 * Whether another policy lets the pods of this one ask DNS: one for all pods, one whose selector takes them all in by what
 * it says, or several that take in all the workloads that are known.
 */
export function isDnsAllowedElsewhere(lookup: Lookup, model: PolicyModel, protocol: 'UDP' | 'TCP'): boolean {
  const { resource: self, podSelector } = model;
  const places = (self.namespace === undefined ? ['*'] : [self.namespace, '?']).map((namespace) => `${protocol} ${namespace}`);
  if (podSelector?.complete !== true || places.some((place) => isAnother(lookup, `${place} *`, model, protocol))) return true;
  const selectors = (labels: Iterable<readonly [string, string]>): readonly Selector[] => places
    .flatMap((place) => podKeys(labels).flatMap((key) => lookup.all(dnsPolicy, `${place} ${key}`)))
    .flatMap((other) => (other === self ? [] : policyModel(other)?.podSelector ?? []));
  const demanded = podSelector.requirements.flatMap(({ key, operator, values }) => (operator === 'In' ? [...values].map((value) => [key, value] as const) : []));
  if (selectors(demanded).some((other) => implies(podSelector, other))) return true;
  const allows = (workload: Resource): boolean => {
    const { labels } = podLabels(workload);
    return selectors(labels).some((other) => matches(other, labels));
  };
  const { workloads, uncertain } = podsSelected(lookup, self.namespace, podSelector);
  return !uncertain && workloads.length > 0 && workloads.every(allows);
}

/** Whether the key has a policy beside this one. That there is one at all is cheaper to depend on. */
function isAnother(lookup: Lookup, key: string, model: PolicyModel, protocol: 'UDP' | 'TCP'): boolean {
  return allowsDns(model, protocol) ? lookup.all(dnsPolicy, key).some((other) => other !== model.resource) : lookup.any(dnsPolicy, key);
}
