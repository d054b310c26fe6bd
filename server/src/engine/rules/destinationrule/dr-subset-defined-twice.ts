import { mayBeTogether } from '../../references/together.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { subsetsByObject } from '../../workspace/indexes/destination-rules.ts';
import { isSameValue } from '../../yaml/same.ts';
import type { Value } from '../../yaml/value.ts';
import { groupRule } from '../define.ts';

export const drSubsetDefinedTwice = groupRule({
  id: 'dr-subset-defined-twice',
  title: 'Subset that another rule for the host defines',
  severity: 'warning',
  since: '0.1.0',
  codes: ['KIA0201'],
  index: subsetsByObject,
  docs: `Two DestinationRules of one namespace for the same host define a subset of the same name. Istio merges the rules and adds the subsets of the younger one to those of the older, but leaves out those whose names are taken: their labels and traffic policies have no effect, and nobody says so.

A hint where both define it alike. Rules with a \`workloadSelector\`, with different \`exportTo\` or of different namespaces are not merged. Rules of different folders count only where both name their namespace and nothing else has their names: files may be alternatives. Other rules for the same host may each have subsets of their own, so two of them are no mistake by themselves; see [dr-duplicate-host](dr-duplicate-host.md) for their traffic policies.

**Do:** define the subset in one of the rules, or give it another name.`,
  check(resources, report, lookup) {
    const defined = new Map<string, readonly Definition[]>();
    for (const resource of resources) {
      if (resource.entry.isPatch) continue;
      for (const subset of resource.root.at('spec', 'subsets').items()) {
        const name = subset.at('name').string;
        if (name === undefined) continue;
        const others = defined.get(name) ?? [];
        const first = others.find((one) => areMerged(one.resource, resource) && mayBeTogether(lookup, one.resource, resource));
        if (first === undefined) defined.set(name, [...others, { resource, subset }]);
        else report(resource, problemOf(name, first, { resource, subset }));
      }
    }
  },
});

interface Definition {
  readonly resource: Resource;
  readonly subset: Value;
}

/** The same name in two files stands for versions of one object, and in one rule Istio refuses a subset twice. */
function areMerged(a: Resource, b: Resource): boolean {
  return a.name !== undefined && b.name !== undefined && a.name !== b.name && isSameValue(a.root.at('spec', 'exportTo'), b.root.at('spec', 'exportTo'));
}

function problemOf(name: string, first: Definition, { resource, subset }: Definition): Problem {
  const isCopy = isSameValue(first.subset, subset);
  const rule = first.resource.name ?? '';
  return {
    span: subset.at('name').span, ...(isCopy ? { severity: 'hint', tags: ['unnecessary'] } : {}),
    message: `DestinationRule ${rule} defines the subset ${name} of ${destinationRuleView(resource).host.text ?? ''} too, and only that of the older rule counts. ${isCopy ? 'Both are alike: delete one of them.' : 'What the other one says has no effect. Delete one of them, or give it another name.'}`,
    related: [{ resource: first.resource, span: first.subset.at('name').span, message: `the subset of DestinationRule ${rule}` }],
  };
}
