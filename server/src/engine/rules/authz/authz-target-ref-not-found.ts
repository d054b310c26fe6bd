import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import type { Kind } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { nearestNamed } from '../../references/nearest-named.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { isShown } from '../../references/shown.ts';
import type { NamedTarget } from '../../references/shown.ts';
import { allInNamespace, findAnywhere, findByName } from '../../workspace/indexes/by-name.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';
import { moveTo } from '../support/move.ts';

export const authzTargetRefNotFound = referenceRule({
  id: 'authz-target-ref-not-found',
  title: 'Target of a policy that is not there',
  severity: 'error',
  since: '0.1.0',
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `\`targetRefs\` names a Service, a ServiceEntry or a Gateway that the policy's own namespace does not have. Targets are looked for nowhere else: the policy is attached to nothing, and what it is to guard stays open. Istio accepts it without a word.

It is an error where the mistake is plain: the same name in another namespace, or nearly the same name in this one; a warning where the workspace shows the ServiceEntries, or Services, of the namespace: some of them stand in the same file, or at least half of those that policies beside it name are here. Elsewhere the target may be one that the workspace does not hold, and nothing is said.

**Do:** move the policy to the namespace of its target, or correct the name.`,
  check(resource, lookup, report) {
    for (const target of targetsIn(resource)) {
      const kind = kindOf(target);
      const name = target.at('name').string;
      // A namespace beside the name is refused, whatever it is.
      const problem = kind === undefined || name === undefined || name === '' || target.at('namespace').exists ? undefined : problemOf(lookup, resource, kind, target.at('name'), name);
      if (problem !== undefined) report(problem);
    }
  },
});

function problemOf(lookup: Lookup, policy: Resource, kind: Kind, at: Value, name: string): Problem | undefined {
  const { found, unnamed } = findByName(lookup, kind, policy.namespace, name);
  if (found.length > 0 || unnamed) return undefined;
  const meant = nearMiss(lookup, policy, kind, name);
  // Waypoints are often made by a command, and in no manifest.
  const couldBeHere = (): boolean => kind !== kubernetesGateway && isShown(lookup, policy, kind, policy.namespace, (peer) => namedBy(lookup, peer, kind));
  const severity = unresolvedSeverity(lookup, policy, { nearMiss: meant !== undefined, couldBeHere });
  return severity === undefined ? undefined : {
    span: at.span, severity,
    message: `There is no ${kind.kind} ${name} in ${policy.namespace === undefined ? 'the policy\'s namespace' : `namespace ${policy.namespace}`}, where targets are looked for, so this policy guards nothing. ${meant?.hint ?? 'Correct the name, or add the target.'}`,
    ...(meant === undefined ? {} : { related: [{ resource: meant.target, span: meant.target.root.at('metadata', 'name').span, message: `${kind.kind} ${meant.target.name ?? ''} in namespace ${meant.target.namespace ?? ''}` }] }),
    fixes: () => (meant === undefined ? [] : fixesFor(policy, at, meant)),
  };
}

/** The targets of a kind that a policy names. */
function namedBy(lookup: Lookup, policy: Resource, kind: Kind): readonly NamedTarget[] {
  return targetsIn(policy).filter((target) => kindOf(target) === kind).flatMap((target) => target.at('name').string ?? []).map((name) => {
    const { found, unnamed } = findByName(lookup, kind, policy.namespace, name);
    return { name, found: found.length > 0 || unnamed };
  });
}

function targetsIn({ root }: Resource): readonly Value[] {
  return [root.at('spec', 'targetRef'), ...root.at('spec', 'targetRefs').items()];
}

function fixesFor(policy: Resource, at: Value, { target, elsewhere }: NearMiss): readonly Fix[] {
  return elsewhere ? moveTo(policy, target.namespace ?? '', 'the policy') : [{ title: `Replace with ${target.name ?? ''}`, edits: [replaceString(at, target.name ?? '')] }];
}

const targets: readonly { readonly kind: Kind; readonly groups: readonly string[] }[] = [
  { kind: service, groups: ['', 'core'] },
  { kind: serviceEntry, groups: ['networking.istio.io'] },
  { kind: kubernetesGateway, groups: ['gateway.networking.k8s.io'] },
];

/** The kind that a target names; others are refused, or stand in no manifest. */
function kindOf(target: Value): Kind | undefined {
  const group = target.at('group').exists ? target.at('group').string : target.hasUnknownEntries ? undefined : '';
  return targets.find(({ kind, groups }) => kind.kind === target.at('kind').string && group !== undefined && groups.includes(group))?.kind;
}

interface NearMiss {
  readonly target: Resource;
  readonly elsewhere: boolean;
  readonly hint: string;
}

function nearMiss(lookup: Lookup, policy: Resource, kind: Kind, name: string): NearMiss | undefined {
  if (policy.namespace === undefined) return undefined;
  const [elsewhere, ...others] = findAnywhere(lookup, kind, name).filter((one) => one.namespace !== undefined && !lookup.isKustomized(one));
  if (elsewhere !== undefined && others.length === 0) return { target: elsewhere, elsewhere: true, hint: `There is one in namespace ${elsewhere.namespace ?? ''}: move the policy there.` };
  const near = nearestNamed(name, allInNamespace(lookup, kind, policy.namespace));
  return near === undefined ? undefined : { target: near.target, elsewhere: false, hint: `Did you mean ${near.spelled}?` };
}
