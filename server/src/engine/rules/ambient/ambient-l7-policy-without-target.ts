import { addFieldBefore, replaceField } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Fix } from '../../model/finding.ts';
import { keptPerLookup } from '../../model/memo.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { injectsSidecars, waypointOf } from '../../references/waypoints.ts';
import { workloadsSelectedBy } from '../../references/workloads.ts';
import { authzRules } from '../../views/authz-rules.ts';
import { labelsAt } from '../../views/read.ts';
import { allInNamespace } from '../../workspace/indexes/by-name.ts';
import type { Value } from '../../yaml/value.ts';
import { targetRef } from '../support/waypoints.ts';
import { referenceRule } from '../define.ts';

export const ambientL7PolicyWithoutTarget = referenceRule({
  id: 'ambient-l7-policy-without-target',
  title: 'HTTP policy that no waypoint applies',
  severity: 'warning',
  since: '0.1.0',
  codes: ['KIA0110'],
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `An AuthorizationPolicy asks for what HTTP requests have, in a namespace whose ServiceEntries use a waypoint, and names no \`targetRefs\`. Waypoints apply only policies that name them, a Service or a ServiceEntry as target. A policy with a \`selector\`, or without anything, is applied by ztunnel at the pods it selects, which reads no HTTP: what is allowed by such a rule is denied there, and the ServiceEntry stays open.

It is silent where the namespace has sidecars, and where the policy selects a workload of the workspace: it is then for that.

**Do:** name the ServiceEntry (\`group: networking.istio.io\`, \`kind: ServiceEntry\`) or the waypoint in \`targetRefs\`.`,
  check(resource, lookup, report) {
    const spec = resource.root.at('spec');
    const http = authzRules(resource).flatMap(({ attributes }) => attributes).find((one) => one.http);
    if (http === undefined || spec.at('targetRefs').exists || spec.at('targetRef').exists || resource.namespace === undefined) return;
    if (injectsSidecars(lookup, resource) || selectsKnown(lookup, resource)) return;
    const targets = guardedIn(lookup, resource.namespace);
    const [target, ...others] = targets;
    if (target === undefined) return;
    report({
      span: spec.at('selector').exists ? spec.at('selector').keySpan : resource.root.at('metadata', 'name').span, codes: ['KIA0110'],
      message: `Waypoints apply only policies with targetRefs, so this one does not guard ServiceEntry ${target.name ?? ''}, and ${http.name} means nothing to ztunnel. Name the ServiceEntry in targetRefs.`,
      related: [{ resource: target, span: target.root.at('metadata', 'name').span, message: 'uses a waypoint' }],
      fixes: () => (others.length === 0 ? naming(spec, target) : []),
    });
  },
});

const keptGuarded = keptPerLookup<readonly Resource[]>();

/** The ServiceEntries of a namespace that use a waypoint. */
function guardedIn(lookup: Lookup, namespace: string): readonly Resource[] {
  return keptGuarded(lookup, namespace, () => allInNamespace(lookup, serviceEntry, namespace).filter((one) => one.namespace === namespace && waypointOf(lookup, one) !== undefined));
}

/** Names the ServiceEntry in the place of pods. */
function naming(spec: Value, target: Resource): readonly Fix[] {
  const [selector, rules] = [spec.at('selector'), spec.at('rules')];
  const refs = [targetRef(target)];
  return fixOf(`Name ServiceEntry ${target.name ?? ''} in targetRefs`, selector.exists ? replaceField(selector, 'targetRefs', refs) : addFieldBefore(rules, 'targetRefs', refs));
}

/** Whether the policy is for workloads that are here, and so not for what the waypoint takes. */
function selectsKnown(lookup: Lookup, policy: Resource): boolean {
  const { labels } = labelsAt(policy.root.at('spec', 'selector', 'matchLabels'));
  return labels.size > 0 && workloadsSelectedBy(lookup, labels).workloads.some((one) => one.namespace === undefined || one.namespace === policy.namespace);
}
