import { service } from '../../kinds/service.ts';
import { workloadEntry } from '../../kinds/workload-entry.ts';
import { matches } from '../../policy/selector.ts';
import { missingPods } from '../../references/pods.ts';
import { serviceSelector } from '../../policy/service.ts';
import { labelsAt } from '../../views/read.ts';
import { allInNamespace } from '../../workspace/indexes/by-name.ts';
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

The rule is silent:

- where the workspace holds no workload in that namespace (of \`default\`: in the folder);
- where no workload of the namespace has the *keys* of the labels;
- where a WorkloadEntry of Istio has the labels, or a policy selects the same pods;
- where pods come from an operator, a HelmRelease or the like;
- in templates and beside a kustomization.

**Do:** write the labels of the pod template.`,
  check(resource, lookup, report) {
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
