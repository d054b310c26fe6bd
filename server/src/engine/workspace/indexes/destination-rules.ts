import { destinationRule } from '../../kinds/destination-rule.ts';
import type { LintOptions } from '../../model/options.ts';
import type { Resource } from '../../model/resource.ts';
import type { Index } from '../../model/rule.ts';
import { expandHost } from '../../text/host.ts';
import { folderOf } from '../../text/uri.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';

/**
 * DestinationRules with a traffic policy for all workloads, by namespace and host. Those that name no namespace are in the same
 * one if they lie in one folder: never are they compared with rules of a namespace that is known.
 */
export const destinationRuleByObject: Index = {
  id: 'destination-rule-by-object',
  kinds: [destinationRule],
  keys: (resource, options) => (resource.root.at('spec', 'trafficPolicy').type === 'map' ? objectsOf(resource, options) : []),
};

/** DestinationRules with subsets for all workloads, by namespace and host as well. */
export const subsetsByObject: Index = {
  id: 'subsets-by-object',
  kinds: [destinationRule],
  keys: (resource, options) => (destinationRuleView(resource).subsets.length > 0 ? objectsOf(resource, options) : []),
};

/** What Istio merges DestinationRules by, where that is known. */
function objectsOf(resource: Resource, { clusterDomain }: LintOptions): readonly string[] {
  const { root, namespace, entry } = resource;
  const { text } = destinationRuleView(resource).host;
  if (text === undefined || root.at('spec', 'workloadSelector').exists) return [];
  return [`${namespace ?? `in ${folderOf(entry.uri)}`} ${expandHost(text, namespace ?? '', clusterDomain)}`];
}
