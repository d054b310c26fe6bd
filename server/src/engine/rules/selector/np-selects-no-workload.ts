import { networkPolicy } from '../../kinds/network-policy.ts';
import { policyModel } from '../../policy/model.ts';
import { contradictionIn } from '../../policy/selector.ts';
import { missingPods } from '../../references/pods.ts';
import { referenceRule } from '../define.ts';
import { selectorText, suggestion, towards } from '../support/pods.ts';

export const npSelectsNoWorkload = referenceRule({
  id: 'np-selects-no-workload',
  title: 'Policy that selects no pods',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `No workload of the policy's namespace makes pods with the labels of its \`podSelector\`, so the policy restricts nobody. Kubernetes accepts it without a word, and the pods that were meant stay open.

Looked at are Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob, Rollout and DeploymentConfig: the labels of the pod template, not those of the workload itself. The rule is silent:

- where the workspace holds no workload in that namespace (the folder of the policy, where it names none),
- for \`podSelector: {}\`, in templates, and beside a kustomization, which may change labels,
- where pods come from an operator, a HelmRelease or the like, and in the cluster's own namespaces,
- where no workload of the namespace has the *keys* of the labels, or a Service or another policy selects the same pods: they come from somewhere else.

**Do:** write the labels of the pods that are meant.`,
  check(resource, lookup, report) {
    const selector = policyModel(resource)?.podSelector;
    if (selector === undefined || contradictionIn(selector) !== undefined) return;
    const missing = missingPods(lookup, resource, resource.namespace, selector);
    if (missing === undefined) return;
    report({
      span: selector.value.keySpan, ...towards(missing),
      message: `No workload ${resource.namespace === undefined ? 'beside this policy' : `in namespace ${resource.namespace}`} has pods with ${selectorText(selector)}, so this policy restricts nobody. ${suggestion(missing, 'Write the labels of the pods that are meant.')}`,
    });
  },
});
