import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { selectsNoGateway, selectsNothing } from '../support/selects-nothing.ts';
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
    // In the root namespace a policy selects pods of all namespaces.
    const judge = resource.namespace === meshConfig(lookup).rootNamespace ? selectsNoGateway : selectsNothing;
    const found = judge(lookup, resource, resource.root.at('spec', 'selector', 'matchLabels'), 'policy');
    if (found !== undefined) report({ ...found, codes });
  },
});
