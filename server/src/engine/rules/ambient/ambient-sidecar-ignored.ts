import { sidecar } from '../../kinds/sidecar.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { isAmbient } from '../../references/waypoints.ts';
import { workloadsSelectedBy } from '../../references/workloads.ts';
import { labelsAt } from '../../views/read.ts';
import { workloadByNamespace } from '../../workspace/indexes/by-label.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { referenceRule } from '../define.ts';
import { hasOwnSidecar } from '../support/waypoints.ts';

const codes = ['IST0167'];

export const ambientSidecarIgnored = referenceRule({
  id: 'ambient-sidecar-ignored',
  title: 'Sidecar in a namespace without sidecars',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [sidecar],
  docs: `A Sidecar stands in a namespace in ambient mode, whose pods have no sidecar. ztunnel reads no Sidecars: neither the hosts that it imports nor \`outboundTrafficPolicy\` count, so that nothing keeps these pods from hosts that the mesh does not know.

A namespace is in ambient mode by its label \`istio.io/dataplane-mode: ambient\`, or by the setting \`egress.istio.ambientNamespaces\`. Where a workload that the Sidecar is for asks for a sidecar by its own label, nothing is said. In the root namespace a Sidecar without a selector is for all others, and is not judged.

**Do:** delete it, and keep pods from other hosts with a NetworkPolicy.`,
  check(resource, lookup, report) {
    if (resource.namespace === undefined || !isAmbient(lookup, resource) || resource.namespace === meshConfig(lookup).rootNamespace) return;
    if (workloadsOf(lookup, resource).some((one) => hasOwnSidecar(one))) return;
    report({
      span: resource.root.at('metadata', 'name').span, codes,
      message: `Pods of namespace ${resource.namespace} are in ambient mode and have no sidecar, so this configures nothing and restricts nothing. Delete it, or use a NetworkPolicy.`,
    });
  },
});

function workloadsOf(lookup: Lookup, resource: Resource): readonly Resource[] {
  const { labels } = labelsAt(resource.root.at('spec', 'workloadSelector', 'labels'));
  const here = labels.size === 0 ? lookup.all(workloadByNamespace, resource.namespace ?? '') : workloadsSelectedBy(lookup, labels).workloads;
  return here.filter(({ namespace }) => namespace === resource.namespace);
}
