import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Resource } from '../../model/resource.ts';
import { crowd } from '../../model/rule.ts';
import type { Lookup } from '../../model/rule.ts';
import { endpointsOf, mayHaveOthers } from '../../references/endpoints.ts';
import { resolveHost } from '../../references/services.ts';
import { worldFor } from '../../references/world.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { externalService } from '../../views/external-service.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import { labelsAt } from '../../views/read.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { selects } from '../../views/workload.ts';
import { podMakerByNamespace } from '../../workspace/indexes/by-label.ts';
import { deletion } from '../support/remove.ts';
import { referenceRule } from '../define.ts';

export const subsetLabelsOnExternalHost = referenceRule({
  id: 'subset-labels-on-external-host',
  title: 'Subset that has no endpoint',
  severity: 'warning',
  since: '0.1.0',
  codes: ['KIA0203'],
  kinds: [destinationRule],
  fixable: true,
  docs: `A subset demands labels of its endpoints, and the endpoints of the ServiceEntry have others. Routes to the subset are answered with 503. With resolution \`DNS\` and no \`endpoints\` the host itself is the endpoint, which has no labels at all.

These are the \`labels\` of the ServiceEntry's \`endpoints\`, or those of the WorkloadEntries and pods that its \`workloadSelector\` chooses. Of the latter some may be elsewhere: there it is reported if none that is here has the label at all, or the workspace is complete. With resolution \`NONE\` or \`DYNAMIC_DNS\` labels do not count, and the rule is silent.

**Do:** delete the labels if the subset only has settings of its own, or write them at the endpoints.`,
  check(resource, lookup, report) {
    const { host: { text } } = destinationRuleView(resource);
    const subsets = resource.root.at('spec', 'subsets').items().map((subset) => ({ name: subset.at('name'), at: subset.at('labels'), ...labelsAt(subset.at('labels')) })).filter(({ labels, complete }) => complete && labels.size > 0);
    if (text === undefined || subsets.length === 0) return;
    const { targets, uncertain, host } = resolveHost(lookup, text, resource.namespace);
    if (uncertain || targets.length === 0 || targets.length > crowd || !targets.every((target) => serviceEntryHosts(target).some((one) => one.text === host))) return;
    const endpoints = targets.map((target) => (target.root.at('spec', 'workloadSelector').exists ? selectedLabels(lookup, target) : labelsOfEndpoints(target)));
    if (endpoints.some((one) => one === undefined)) return;
    const all = endpoints.flatMap((one) => one ?? []);
    for (const { name, at, labels } of subsets) {
      if (all.some((one) => selects(labels, one)) || mayBeElsewhere(lookup, targets, labels, all)) continue;
      report({
        span: at.keySpan, codes: ['KIA0203'],
        message: `No endpoint of ${host} has ${[...labels].map(([key, value]) => `${key}: ${value}`).join(', ')}, so routes to the subset ${name.string ?? ''} are answered with 503. Delete the labels, or write them at the endpoints of the ServiceEntry.`,
        related: targets.map((target) => {
          const list = target.root.at('spec', 'endpoints');
          const chooses = target.root.at('spec', 'workloadSelector');
          if (chooses.exists) return { resource: target, span: chooses.keySpan, message: 'its endpoints are what this selects' };
          return { resource: target, span: (list.exists ? list : target.root.at('spec', 'hosts')).keySpan, message: list.exists ? 'its endpoints' : 'its only endpoint is the host itself, without labels' };
        }),
        fixes: () => deletion(at),
      });
    }
  },
});

/** Whether an endpoint with these labels may be one that a selector chooses outside the workspace. */
function mayBeElsewhere({ options }: Lookup, targets: readonly Resource[], labels: ReadonlyMap<string, string>, here: readonly ReadonlyMap<string, string>[]): boolean {
  const chosen = targets.some((target) => target.root.at('spec', 'workloadSelector').exists);
  return chosen && !options.workspaceIsComplete && [...labels.keys()].every((key) => key.includes('/') || here.some((one) => one.has(key)));
}

/** The labels of what a ServiceEntry selects; `undefined` where not all of it is known, or there is none: se-static-without-endpoints. */
function selectedLabels(lookup: Lookup, target: Resource): readonly ReadonlyMap<string, string>[] | undefined {
  const world = worldFor(lookup, target.namespace ?? '');
  const { resolution } = meshServiceView(target);
  if (resolution === 'passthrough' || resolution === 'dynamic-dns' || target.entry.document.partial || lookup.isKustomized(target) || mayHaveOthers(world, target)) return undefined;
  if (lookup.any(podMakerByNamespace, target.namespace ?? '?') || lookup.any(podMakerByNamespace, '?')) return undefined;
  const endpoints = endpointsOf(world, target);
  return endpoints.length === 0 || endpoints.some(({ complete, resource }) => !complete || lookup.isKustomized(resource)) ? undefined : endpoints.map(({ labels }) => labels);
}

/** The labels of each endpoint of a ServiceEntry; `undefined` where they do not count, or are not known. */
function labelsOfEndpoints(target: Resource): readonly ReadonlyMap<string, string>[] | undefined {
  const service = target.kind === serviceEntry && !target.entry.document.partial ? externalService(target) : undefined;
  if (service === undefined || service.resolution === 'NONE' || service.resolution === 'DYNAMIC_DNS' || !service.isComplete('endpoints')) return undefined;
  // Without endpoints the host itself is one if it is looked up, and there is none otherwise: se-static-without-endpoints.
  if (service.endpoints.length === 0) return service.resolution === 'STATIC' ? undefined : [];
  const labels = service.endpoints.map((endpoint) => labelsAt(endpoint.at('labels')));
  return labels.every(({ complete }) => complete) && service.endpoints.every(({ hasUnknownEntries }) => !hasUnknownEntries) ? labels.map((one) => one.labels) : undefined;
}
