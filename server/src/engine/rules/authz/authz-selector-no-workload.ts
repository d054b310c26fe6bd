import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { readLabels } from '../../policy/selector.ts';
import type { Selector } from '../../policy/selector.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { missingPods, podsSelected } from '../../references/pods.ts';
import { looksLikeGateway } from '../../trace/workloads.ts';
import { workloadByNamespace } from '../../workspace/indexes/by-label.ts';
import { selectorText, suggestion, towards } from '../support/pods.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0127', 'KIA0004'];

export const authzSelectorNoWorkload = referenceRule({
  id: 'authz-selector-no-workload',
  title: 'Policy that selects no workload of its namespace',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `No workload in the namespace of an AuthorizationPolicy has the labels of its \`selector\`, so it applies to nothing: what it is to deny is let through. A policy selects pods of its own namespace only; one in the root namespace of the mesh selects those of all.

It is reported where the pods that are selected run in another namespace and the workspace holds workloads of this one, or gateways are selected; and where a workload of this namespace has nearly the same labels. Where the pods may come from elsewhere, nothing is said.

**Do:** move the policy to the namespace of the pods, or write their labels.`,
  check(resource, lookup, report) {
    const labels = resource.root.at('spec', 'selector', 'matchLabels');
    const { namespace } = resource;
    // In the root namespace a policy selects pods of all namespaces.
    if (labels.type !== 'map' || namespace === undefined || namespace === meshConfig(lookup).rootNamespace || lookup.isKustomized(resource)) return;
    const selector = readLabels(labels);
    const elsewhere = onlyElsewhere(lookup, selector, namespace);
    const missing = elsewhere === undefined ? missingPods(lookup, resource, namespace, selector) : undefined;
    if (elsewhere !== undefined) {
      const home = elsewhere.namespace ?? '';
      const written = resource.root.at('metadata', 'namespace');
      report({
        span: (written.exists ? written : labels).keySpan, codes,
        message: `This policy selects pods of namespace ${namespace} only, and those with these labels run in ${home}: it applies to nothing. Move it to namespace ${home}.`,
        related: [{ resource: elsewhere, span: elsewhere.root.at('metadata', 'name').span, message: `${elsewhere.kind.kind} ${elsewhere.name ?? ''} in namespace ${home}` }],
      });
    } else if (missing !== undefined) {
      report({
        span: labels.keySpan, codes, ...towards(missing),
        message: `No workload in namespace ${namespace} has pods with ${selectorText(selector)}, so this policy applies to nothing. ${suggestion(missing, 'Write the labels of the pods that are meant.')}`,
      });
    }
  },
});

/** A workload that is selected, where all that are run in other namespaces, and none could be here. */
function onlyElsewhere(lookup: Lookup, selector: Selector, namespace: string): Resource | undefined {
  const here = podsSelected(lookup, namespace, selector);
  if (!selector.complete || selector.requirements.length === 0 || here.uncertain || here.workloads.length > 0) return undefined;
  const { workloads } = podsSelected(lookup, undefined, selector);
  // The labels of an application may well be those of pods that are not in the workspace; of gateways there are few.
  const sure = lookup.any(workloadByNamespace, namespace) || workloads.every(looksLikeGateway);
  return sure && workloads.every((one) => !lookup.isKustomized(one)) ? workloads[0] : undefined;
}
