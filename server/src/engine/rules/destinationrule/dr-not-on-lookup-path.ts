import { destinationRule } from '../../kinds/destination-rule.ts';
import type { Resource } from '../../model/resource.ts';
import { mayHaveClients } from '../../references/clients.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { resolveHost } from '../../references/services.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { allWorkloads } from '../../workspace/indexes/by-label.ts';
import { moveTo } from '../support/move.ts';
import { referenceRule } from '../define.ts';

export const drNotOnLookupPath = referenceRule({
  id: 'dr-not-on-lookup-path',
  title: 'DestinationRule where nobody looks',
  severity: 'warning',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `For a host a proxy looks for DestinationRules in three namespaces: its own, the one of the Service or ServiceEntry, and Istio's root namespace (\`istio-system\`). The first that has one for the host decides. This rule is in none of them: its namespace is neither the host's nor the root namespace, and nothing else of the workspace is there, so there is no client either. It is never used.

The rule speaks only where the workspace holds workloads, so that it shows where the clients are.

**Do:** move the rule to the namespace of its clients, or of the host.`,
  check(resource, lookup, report) {
    const { host: { text, value } } = destinationRuleView(resource);
    const { namespace } = resource;
    if (text === undefined || text.includes('*') || namespace === undefined || namespace === meshConfig(lookup).rootNamespace || lookup.isKustomized(resource)) return;
    if (!lookup.any(allWorkloads, '*') || mayHaveClients(lookup, namespace)) return;
    const { targets, uncertain, host } = resolveHost(lookup, text, namespace);
    if (uncertain || targets.length === 0 || targets.some((target) => target.namespace === undefined || target.namespace === namespace)) return;
    const homes = [...new Set([...targets.map((target) => target.namespace ?? ''), meshConfig(lookup).rootNamespace])];
    report({
      span: value.span,
      message: `Rules for ${host} are looked for in the namespaces of its clients, and in ${homes.join(' and ')}; nothing of the workspace in ${namespace} is a client, so this one is never used. Move it.`,
      fixes: () => (new Set(targets.map((target) => target.namespace)).size === 1 ? moveTo(resource, homes[0] ?? '', 'the DestinationRule') : []),
      related: targets.map((target: Resource) => ({ resource: target, span: target.root.at('metadata', 'name').span, message: `${target.kind.kind} ${target.name ?? ''} in namespace ${target.namespace ?? ''}` })),
    });
  },
});
