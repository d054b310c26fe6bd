import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Resource } from '../../model/resource.ts';
import { resolveHost } from '../../references/services.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { externalService } from '../../views/external-service.ts';
import { labelsAt } from '../../views/read.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { selects } from '../../views/workload.ts';
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

Labels of pods have nothing to do with it: these are \`labels\` of the ServiceEntry's \`endpoints\`. Where the entry chooses workloads, and with resolution \`NONE\` or \`DYNAMIC_DNS\`, where labels do not count, the rule is silent.

**Do:** delete the labels if the subset only has settings of its own, or write them at the endpoints.`,
  check(resource, lookup, report) {
    const { host: { text } } = destinationRuleView(resource);
    const subsets = resource.root.at('spec', 'subsets').items().map((subset) => ({ name: subset.at('name'), at: subset.at('labels'), ...labelsAt(subset.at('labels')) })).filter(({ labels, complete }) => complete && labels.size > 0);
    if (text === undefined || subsets.length === 0) return;
    const { targets, uncertain, host } = resolveHost(lookup, text, resource.namespace);
    if (uncertain || targets.length === 0 || !targets.every((target) => serviceEntryHosts(target).some((one) => one.text === host))) return;
    const endpoints = targets.map(labelsOfEndpoints);
    if (endpoints.some((one) => one === undefined)) return;
    const all = endpoints.flatMap((one) => one ?? []);
    for (const { name, at, labels } of subsets) {
      if (all.some((one) => selects(labels, one))) continue;
      report({
        span: at.keySpan, codes: ['KIA0203'],
        message: `No endpoint of ${host} has ${[...labels].map(([key, value]) => `${key}: ${value}`).join(', ')}, so routes to the subset ${name.string ?? ''} are answered with 503. Delete the labels, or write them at the endpoints of the ServiceEntry.`,
        related: targets.map((target) => {
          const list = target.root.at('spec', 'endpoints');
          return { resource: target, span: (list.exists ? list : target.root.at('spec', 'hosts')).keySpan, message: list.exists ? 'its endpoints' : 'its only endpoint is the host itself, without labels' };
        }),
        fixes: () => deletion(at),
      });
    }
  },
});

/** The labels of each endpoint of a ServiceEntry; `undefined` where they do not count, or are not known. */
function labelsOfEndpoints(target: Resource): readonly ReadonlyMap<string, string>[] | undefined {
  const service = target.kind === serviceEntry && !target.entry.document.templated ? externalService(target) : undefined;
  if (service === undefined || service.resolution === 'NONE' || service.resolution === 'DYNAMIC_DNS' || service.spec.at('workloadSelector').exists || !service.isComplete('endpoints')) return undefined;
  // Without endpoints the host itself is one if it is looked up, and there is none otherwise: se-static-without-endpoints.
  if (service.endpoints.length === 0) return service.resolution === 'STATIC' ? undefined : [];
  const labels = service.endpoints.map((endpoint) => labelsAt(endpoint.at('labels')));
  return labels.every(({ complete }) => complete) && service.endpoints.every(({ hasUnknownEntries }) => !hasUnknownEntries) ? labels.map((one) => one.labels) : undefined;
}
