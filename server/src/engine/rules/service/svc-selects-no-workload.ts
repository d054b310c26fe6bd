import { service } from '../../kinds/service.ts';
import { workloadEntry } from '../../kinds/workload-entry.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { matches } from '../../policy/selector.ts';
import { missingPods } from '../../references/pods.ts';
import { pointTo } from '../../references/point-to.ts';
import { serviceSelector } from '../../policy/service.ts';
import { labelsAt } from '../../views/read.ts';
import { gatewayWorkloads } from '../../trace/workloads.ts';
import { allInNamespace } from '../../workspace/indexes/by-name.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';
import { selectorText, suggestion, towards } from '../support/pods.ts';

export const svcSelectsNoWorkload = referenceRule({
  id: 'svc-selects-no-workload',
  title: 'Service that selects no pods',
  severity: 'warning',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `No workload of the Service's namespace makes pods with all the labels of its \`selector\`, so the Service has no endpoints: connections to it are refused or time out. Kubernetes accepts it without a word.

A Service *without* a selector gets its endpoints from somebody else, and is let be, but for one: where a gateway's workload stands beside it under its name, its pods are the ones that were meant.

The rule is silent:

- where the workspace holds no workload in that namespace (of \`default\`: in the folder);
- where no workload of the namespace has the *keys* of the labels;
- where a WorkloadEntry of Istio has the labels, or a policy selects the same pods;
- where pods come from an operator, a HelmRelease or the like;
- in templates and beside a kustomization.

**Do:** write the labels of the pod template.`,
  check(resource, lookup, report) {
    const unselected = withoutSelector(resource, lookup);
    if (unselected !== undefined) report(unselected);
    const selector = serviceSelector(resource);
    const missing = selector === undefined ? undefined : missingPods(lookup, resource, resource.namespace, selector);
    if (selector === undefined || missing === undefined) return;
    if (allInNamespace(lookup, workloadEntry, resource.namespace).some((one) => matches(selector, labelsAt(one.root.at('spec', 'labels')).labels))) return;
    report({
      span: selector.value.keySpan, ...towards(missing),
      message: `No workload ${resource.namespace === undefined ? 'beside this Service' : `in namespace ${resource.namespace}`} has pods with ${selectorText(selector)}, so this Service leads nowhere. ${suggestion(missing, 'Write the labels of the pods that are meant.')}`,
    });
  },
});

/** A gateway's Service that leaves out the selector, or has an empty one. */
function withoutSelector(resource: Resource, lookup: Lookup): Problem | undefined {
  const { root, name, namespace } = resource;
  const spec = root.at('spec');
  const selector = spec.at('selector');
  if (!leadsToPods(spec) || (selector.exists && !isEmptyMap(selector)) || name === undefined || lookup.isKustomized(resource)) return undefined;
  const [gateway] = gatewayWorkloads(lookup, { name, namespace });
  return gateway === undefined ? undefined : {
    span: selector.exists ? selector.keySpan : root.at('metadata', 'name').span,
    related: [pointTo(gateway)],
    message: `This Service has no selector, so Kubernetes gives it no endpoints: requests to the gateway ${name} get no answer, though its pods stand beside it. Write their labels as \`selector\`.`,
  };
}

/** Whether a Service has ports, and is no other name for a host. */
function leadsToPods(spec: Value): boolean {
  const type = spec.at('type');
  return !spec.hasUnknownEntries && spec.at('ports').exists && (!type.exists || ['ClusterIP', 'LoadBalancer', 'NodePort'].includes(type.string ?? ''));
}

function isEmptyMap(value: Value): boolean {
  return value.type === 'null' || (value.type === 'map' && !value.hasUnknownEntries && value.entries().length === 0);
}
