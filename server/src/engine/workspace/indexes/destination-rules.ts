import { destinationRule } from '../../kinds/destination-rule.ts';
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
  keys: (resource, options) => {
    const { root, namespace, entry } = resource;
    const spec = root.at('spec');
    const { text } = destinationRuleView(resource).host;
    if (text === undefined || spec.at('workloadSelector').exists || spec.at('trafficPolicy').type !== 'map') return [];
    return [`${namespace ?? `in ${folderOf(entry.uri)}`} ${expandHost(text, namespace ?? '', options.clusterDomain)}`];
  },
};
