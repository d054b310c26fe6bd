import { replaceString } from '../../edits/scalar.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { service } from '../../kinds/service.ts';
import { workloadEntry } from '../../kinds/workload-entry.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { serviceSelector } from '../../policy/service.ts';
import { endpointsOf, mayHaveOthers } from '../../references/endpoints.ts';
import { podsSelected } from '../../references/pods.ts';
import { resolveHost } from '../../references/services.ts';
import { worldFor } from '../../references/world.ts';
import { nearestName } from '../../text/nearest.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { labelsAt } from '../../views/read.ts';
import { podLabels, selects } from '../../views/workload.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0173', 'KIA0203'];

export const subsetSelectsNoWorkload = referenceRule({
  id: 'subset-selects-no-workload',
  title: 'Subset that no pod is in',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [destinationRule],
  fixable: true,
  docs: `A subset demands a label that no pod behind the Service has. Routes to it are answered with 503, because the cluster of the subset has no endpoints. The pods are those that the Service's \`selector\` means, in its namespace; pods of others with the label do not help.

It is reported where workloads of the Service are in the workspace, and none of them has the label at all, or one has nearly its value. A version that is just not in the workspace is no mistake. With \`egress.workspaceIsComplete\` every subset must have a pod.

**Do:** write a label of the pods, or delete the labels where the subset is only a name, as for an egress gateway.`,
  check(resource, lookup, report) {
    const { host: { text } } = destinationRuleView(resource);
    const subsets = resource.root.at('spec', 'subsets').items().filter((one) => one.at('labels').entries().length > 0);
    const found = text === undefined || subsets.length === 0 || lookup.isKustomized(resource) ? undefined : podsBehind(lookup, resource, text);
    if (found === undefined) return;
    for (const subset of subsets) {
      const { labels, complete } = labelsAt(subset.at('labels'));
      if (!complete || found.labels.some((one) => selects(labels, one))) continue;
      const wrong = [...labels].flatMap(([key, value]) => flawOf(lookup, subset.at('labels', key), key, value, found.labels)).at(0);
      if (wrong === undefined) continue;
      report({
        span: wrong.at.keySpan, codes,
        message: `No pod behind Service ${found.target.name ?? ''} has the label ${wrong.label}, so routes to the subset ${subset.at('name').string ?? ''} are answered with 503. ${wrong.meant === undefined ? 'Write a label of its pods, or delete it.' : `Did you mean ${wrong.meant}?`}`,
        related: found.workloads.slice(0, 3).map((one) => ({ resource: one, span: podLabels(one).value.keySpan, message: `the labels of ${one.kind.kind} ${one.name ?? ''}` })),
        fixes: () => (wrong.meant === undefined ? [] : [{ title: `Replace with ${wrong.meant}`, edits: [replaceString(wrong.at, wrong.meant)] }]),
      });
    }
  },
});

interface Behind {
  readonly target: Resource;
  readonly workloads: readonly Resource[];
  /** Those of each endpoint. */
  readonly labels: readonly ReadonlyMap<string, string>[];
}

/** The Service that a host stands for, and the workloads behind it, where all that are here are known. */
function podsBehind(lookup: Lookup, resource: Resource, host: string): Behind | undefined {
  const { targets: [target, ...others], uncertain } = resolveHost(lookup, host, resource.namespace);
  const selector = target?.kind === service && !uncertain && others.length === 0 && !lookup.isKustomized(target) ? serviceSelector(target) : undefined;
  if (target === undefined || selector === undefined || selector.requirements.length === 0) return undefined;
  const pods = podsSelected(lookup, target.namespace, selector);
  const known = pods.workloads.every((one) => !lookup.isKustomized(one) && podLabels(one).complete);
  return pods.uncertain || pods.workloads.length === 0 || !known ? undefined : withMachines(lookup, target, pods.workloads);
}

/** WorkloadEntries are behind a Service too: machines that pods take the place of. */
function withMachines(lookup: Lookup, target: Resource, workloads: readonly Resource[]): Behind | undefined {
  const world = worldFor(lookup, target.namespace ?? '');
  if (mayHaveOthers(world, target)) return undefined;
  const machines = endpointsOf(world, target).filter(({ resource: { kind } }) => kind === workloadEntry);
  return { target, workloads, labels: [...workloads.map((one) => podLabels(one).labels), ...machines.map(({ labels }) => labels)] };
}

interface Flaw {
  readonly at: Value;
  readonly label: string;
  readonly meant: string | undefined;
}

/** A label that no pod has: its key is unknown to all, or its value is nearly one of theirs. */
function flawOf(lookup: Lookup, at: Value, key: string, value: string, endpoints: readonly ReadonlyMap<string, string>[]): readonly Flaw[] {
  const values = endpoints.flatMap((labels) => labels.get(key) ?? []);
  // Controllers and the mesh give labels that stand in no template.
  if (values.includes(value) || key.includes('/')) return [];
  const meant = /\d/.test(value) ? undefined : nearestName(value, new Set(values));
  return values.length === 0 || meant !== undefined || lookup.options.workspaceIsComplete ? [{ at, label: `${key}: ${value}`, meant }] : [];
}
