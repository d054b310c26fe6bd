import { destinationRule } from '../../kinds/destination-rule.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { selectsNothing } from '../support/selects-nothing.ts';
import { referenceRule } from '../define.ts';

export const workloadSelectorNoWorkload = referenceRule({
  id: 'workload-selector-no-workload',
  title: 'workloadSelector that selects no workload of its namespace',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0101', 'KIA0004', 'KIA1006'],
  kinds: [destinationRule, sidecar],
  fixable: true,
  docs: `No workload in the namespace of a Sidecar or DestinationRule has the labels of its \`workloadSelector\`, so it configures no proxy. Both select pods of their own namespace only. In the root namespace as well: what is there for all namespaces is what has no selector, and a Sidecar that has one is no default for the mesh.

It is reported where the pods that are selected run in another namespace and the workspace holds workloads of this one, or gateways are selected; and where a workload of this namespace has nearly the same labels. Where the pods may come from elsewhere, nothing is said.

**Do:** move it to the namespace of the pods, or write their labels.`,
  check(resource, lookup, report) {
    const selector = resource.root.at('spec', 'workloadSelector');
    const isRule = resource.kind === destinationRule;
    const found = selectsNothing(lookup, resource, selector.at(isRule ? 'matchLabels' : 'labels'), resource.kind.kind);
    if (found === undefined) return;
    const codes = isRule ? [] : resource.namespace === meshConfig(lookup).rootNamespace ? ['IST0101', 'KIA1006'] : ['IST0101', 'KIA0004'];
    report({ ...found, codes });
  },
});
