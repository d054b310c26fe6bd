import { networkPolicy } from '../../kinds/network-policy.ts';
import { policyModel } from '../../policy/model.ts';
import { selectsAll } from '../../policy/selector.ts';
import { podsSelected } from '../../references/pods.ts';
import { hostNetworkOf } from '../../views/workload.ts';
import { referenceRule } from '../define.ts';

export const npSelectsHostNetwork = referenceRule({
  id: 'np-selects-host-network',
  title: 'Policy for pods in the network of their node',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `The \`podSelector\` selects pods with \`hostNetwork: true\`. They use the addresses of their node, so most network plugins cannot tell their traffic from the node's own and do not restrict it; what happens is up to the plugin.

The rule is silent for policies that select every pod of the namespace.

**Do:** do not rely on the policy for these pods: drop \`hostNetwork\`, or use what your network plugin has for nodes.`,
  check(resource, lookup, report) {
    const selector = policyModel(resource)?.podSelector;
    if (selector === undefined || !selector.complete || selectsAll(selector)) return;
    const found = podsSelected(lookup, resource.namespace, selector).workloads.filter((one) => resource.namespace === undefined ? one.entry.uri === resource.entry.uri : true);
    const onHost = found.flatMap((workload) => {
      const field = hostNetworkOf(workload);
      return field === undefined ? [] : [{ workload, field }];
    });
    const [first] = onHost;
    if (first === undefined) return;
    report({
      span: selector.value.keySpan,
      related: onHost.map(({ workload, field }) => ({ resource: workload, span: field.keySpan, message: `${workload.kind.kind} ${workload.name ?? ''} uses the network of its node` })),
      message: `${first.workload.kind.kind} ${first.workload.name ?? ''} runs in the network of its node (hostNetwork), where most network plugins do not enforce policies. Do not rely on this policy for its pods.`,
    });
  },
});
