import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { workloadEntry } from '../../kinds/workload-entry.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { entriesWith } from '../../references/services.ts';
import { endpointsOf, mayHaveOthers } from '../../references/endpoints.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { workloadsSelectedBy } from '../../references/workloads.ts';
import { worldFor } from '../../references/world.ts';
import { externalService } from '../../views/external-service.ts';
import { labelsAt } from '../../views/read.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { allWorkloads } from '../../workspace/indexes/by-label.ts';
import { anyInNamespace } from '../../workspace/indexes/by-name.ts';
import type { Value } from '../../yaml/value.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { saysNothing } from '../support/webhook.ts';
import { referenceRule } from '../define.ts';

export const seStaticWithoutEndpoints = referenceRule({
  id: 'se-static-without-endpoints',
  title: 'STATIC without endpoints',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  fixable: true,
  docs: `With resolution \`STATIC\` the proxy sends to \`endpoints\`, or to the workloads that \`workloadSelector\` chooses. Here there is neither, so there is nowhere to send to: HTTP requests are answered with 503, other connections are closed. \`addresses\` are no endpoints; they only tell which connections are meant.

A \`workloadSelector\` is judged where the workspace holds WorkloadEntries of the namespace: none of them, and no pod, has its labels.

**Do:** list \`endpoints\`, or write resolution \`NONE\` to connect to where the client connects.`,
  check(resource, lookup, report) {
    const service = externalService(resource);
    if (service?.resolution !== 'STATIC') return;
    const { spec, resolutionAt } = service;
    const selector = spec.at('workloadSelector');
    if (selector.exists) {
      checkSelector(resource, lookup, selector, report);
      return;
    }
    const isSilent = saysNothing(spec, 'endpoints') && !isMisspelt(resource, spec, 'endpoints') && !isMisspelt(resource, spec, 'workloadSelector');
    if (!isSilent || othersHaveEndpoints(resource, lookup)) return;
    const addresses = spec.at('addresses');
    report({
      span: resolutionAt.span,
      message: `With resolution STATIC and no endpoints there is nowhere to send to: requests are answered with 503.${addresses.items().length > 0 ? ' Addresses are no endpoints.' : ''} List endpoints, or write NONE to connect to where the client does.`,
      related: addresses.items().length > 0 ? [{ resource, span: addresses.keySpan, message: 'only tells which connections are meant' }] : [],
      fixes: () => (addresses.items().length > 0 ? [{ title: 'Replace with NONE', edits: [replaceString(resolutionAt, 'NONE')] }] : []),
    });
  },
});

function checkSelector(resource: Resource, lookup: Lookup, selector: Value, report: (problem: Problem) => void): void {
  const { labels, complete } = labelsAt(selector.at('labels'));
  // Endpoints beside a selector, and wildcards in it, are refused.
  const isRefused = resource.root.at('spec', 'endpoints').exists || [...labels.values()].some((value) => value.includes('*'));
  if (isRefused || !complete || labels.size === 0 || mayChoose(resource, lookup, labels)) return;
  report({
    span: selector.keySpan,
    message: `No WorkloadEntry and no pod of the workspace in this namespace has the labels ${[...labels].map(([key, value]) => `${key}: ${value}`).join(', ')}, so there is no endpoint: requests are answered with 503. Correct the labels, or add the workloads.`,
  });
}

/** ServiceEntries of one namespace and host have their endpoints together. */
function othersHaveEndpoints(resource: Resource, lookup: Lookup): boolean {
  return serviceEntryHosts(resource).some(({ text }) => text === undefined || entriesWith(lookup, text).some((other) => other !== resource
    && (other.namespace === undefined || resource.namespace === undefined || other.namespace === resource.namespace)
    && (other.root.at('spec', 'endpoints').exists || other.root.at('spec', 'workloadSelector').exists)));
}

/** Whether a selector may choose something for all that is known. */
function mayChoose(resource: Resource, lookup: Lookup, labels: ReadonlyMap<string, string>): boolean {
  const world = worldFor(lookup, resource.namespace ?? '');
  if (endpointsOf(world, resource).length > 0 || mayHaveOthers(world, resource)) return true;
  if (resource.namespace === undefined && workloadsSelectedBy(lookup, labels).workloads.length > 0) return true;
  const couldBeHere = (): boolean => anyInNamespace(lookup, workloadEntry, resource.namespace, resource) || (lookup.options.workspaceIsComplete && lookup.any(allWorkloads, '*'));
  return unresolvedSeverity(lookup, resource, { nearMiss: false, couldBeHere }) === undefined;
}
