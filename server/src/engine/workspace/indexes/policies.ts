import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Index } from '../../model/rule.ts';
import { folderOf } from '../../text/uri.ts';

/**
 * Network policies with rules, by their namespace. Those that name none are in the same one if they lie in one folder: never
 * are they compared with policies of a namespace that is known.
 */
export const policyByNamespace: Index = {
  id: 'policy-by-namespace',
  kinds: [networkPolicy],
  keys: ({ root, namespace, entry }) => {
    const spec = root.at('spec');
    if (spec.at('egress').items().length === 0 && spec.at('ingress').items().length === 0) return [];
    return [namespace ?? `in ${folderOf(entry.uri)}`];
  },
};
