import { mayBeTogether } from '../../references/together.ts';
import { destinationRuleByObject } from '../../workspace/indexes/destination-rules.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { groupRule } from '../define.ts';

export const drDuplicateHost = groupRule({
  id: 'dr-duplicate-host',
  title: 'Two traffic policies for one host',
  severity: 'information',
  since: '0.1.0',
  codes: ['KIA0201'],
  index: destinationRuleByObject,
  docs: `Two DestinationRules of one namespace are for the same host, and each has a \`trafficPolicy\`. Istio merges them: their subsets come together, but of the traffic policies the older rule's alone counts, whole. TLS or limits that stand in the other have no effect.

Rules with a \`workloadSelector\` are apart, and so are those of different namespaces. Rules of different folders count only where both name their namespace and nothing else has their names: files may be alternatives.

**Do:** join the two rules, or leave the traffic policy to one of them.`,
  check(resources, report, lookup) {
    const [first] = resources;
    const seen = new Set([first?.name]);
    for (const resource of resources.slice(1)) {
      // The same name in two files stands for versions of one object.
      if (first === undefined || (resource.name !== undefined && seen.has(resource.name)) || first.entry.isPatch || resource.entry.isPatch || !mayBeTogether(lookup, first, resource)) continue;
      seen.add(resource.name);
      report(resource, {
        span: resource.root.at('spec', 'trafficPolicy').keySpan, codes: ['KIA0201'],
        message: `DestinationRule ${first.name ?? ''} has a traffic policy for ${destinationRuleView(resource).host.text ?? ''} too. Only that of the older rule counts; subsets are added. Join the two rules.`,
        related: [{ resource: first, span: first.root.at('spec', 'trafficPolicy').keySpan, message: `the policy of DestinationRule ${first.name ?? ''}` }],
      });
    }
  },
});
