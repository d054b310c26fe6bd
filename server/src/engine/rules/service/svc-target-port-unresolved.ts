import { service } from '../../kinds/service.ts';
import { podsSelected } from '../../references/pods.ts';
import { serviceSelector } from '../../policy/service.ts';
import { podPorts } from '../../views/workload.ts';
import { referenceRule } from '../define.ts';
import { undeclaredPort } from '../support/named-port.ts';

export const svcTargetPortUnresolved = referenceRule({
  id: 'svc-target-port-unresolved',
  title: 'targetPort that no pod declares',
  severity: 'warning',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `\`targetPort\` is a name, and none of the workloads that the Service selects declares a container port of that name and protocol. The Service then has no endpoints for this port, and connections to it fail.

A *number* needs no declaration, so the rule says nothing of numbers. It is silent where the Service selects no workload of the workspace, or pods of which no manifest tells.

**Do:** write a name that the containers declare, or the number.`,
  check(resource, lookup, report) {
    const selector = serviceSelector(resource);
    const named = resource.root.at('spec', 'ports').items().filter((port) => port.at('targetPort').string !== undefined);
    if (selector === undefined || named.length === 0 || lookup.isKustomized(resource)) return;
    const { workloads, uncertain } = podsSelected(lookup, resource.namespace, selector);
    if (uncertain || workloads.length === 0 || workloads.some((one) => !podPorts(one).complete || lookup.isKustomized(one))) return;
    for (const port of named) {
      const protocol = port.at('protocol').string ?? 'TCP';
      const problem = undeclaredPort(port.at('targetPort'), protocol, workloads, { who: 'behind this Service', effect: 'this port of the Service has no endpoints' });
      if (problem !== undefined) report(problem);
    }
  },
});
