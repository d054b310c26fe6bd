import { addField } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import type { Kind } from '../../model/kind.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { isHostname, nearestObject, parentKind, resolveObject } from '../../references/gateway-api.ts';
import type { NearObject, ResolvedObject } from '../../references/gateway-api.ts';
import { pointTo } from '../../references/point-to.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { isShown } from '../../references/shown.ts';
import type { NamedTarget } from '../../references/shown.ts';
import { isUnset } from '../../schema/constraint.ts';
import { gatewayRoute, isOfIstio, routeKinds } from '../../views/gateway-api.ts';
import type { ParentRef } from '../../views/gateway-api.ts';
import { allInNamespace } from '../../workspace/indexes/by-name.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiParentNotFound = referenceRule({
  id: 'gatewayapi-parent-not-found',
  title: 'Route without its parent',
  severity: 'error',
  since: '0.1.0',
  codes: ['KIA1401'],
  kinds: routeKinds,
  fixable: true,
  docs: `A route of the Gateway API belongs to what its \`parentRefs\` name: a Gateway, or, for clients in the mesh, a Service or a ServiceEntry. Where there is no such object the route counts nowhere, and traffic goes its usual way. A route that names no parent at all counts nowhere either: a warning where its backends or the Gateways in its file are Istio's, as other implementations have routes that lead on to routes without parents.

Without \`kind\` a Gateway of the Gateway API is meant, never one of Istio; a ServiceEntry needs \`group: networking.istio.io\`, a Service \`group: ""\`. Without \`namespace\` it is looked for in the namespace of the route.

A workspace mostly holds a part of the cluster, so a name that is not found is reported only where the workspace shows such objects of that namespace (a warning): some of them stand in the same file, or at least half of those that routes beside it name are here, or where the mistake is plain (an error): the same name in another namespace, or nearly the same name in this one. With the setting \`egress.workspaceIsComplete\` every name must be found.

**Do:** correct the name, or write the namespace or the kind.`,
  check(resource, lookup, report) {
    const none = withoutParents(resource, lookup);
    if (none !== undefined) report(none);
    for (const parent of gatewayRoute(resource).parents) checkParent(resource, lookup, parent, report);
  },
});

function checkParent(resource: Resource, lookup: Lookup, parent: ParentRef, report: (problem: Problem) => void): void {
  const kind = parentKind(parent);
  const other = kind === undefined ? ofOtherGroup(parent) : undefined;
  if (other !== undefined) report(other);
  const resolved = kind === undefined ? undefined : resolveObject(lookup, kind, parent, resource);
  if (resolved === undefined || resolved.found.length > 0 || resolved.uncertain) return;
  const meant = nearestObject(lookup, resolved, resource);
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: () => isShown(lookup, resource, resolved.kind, resolved.namespace, (peer) => parentsNamedBy(lookup, peer, resolved)) });
  if (severity === undefined) return;
  const id = resolved.namespace === undefined ? resolved.name : `${resolved.namespace}/${resolved.name}`;
  report({
    span: parent.name.value.span, severity,
    message: `There is no ${resolved.kind.kind} ${id} in the workspace: the route counts nowhere. ${hint(resolved, meant)}`,
    related: meant === undefined ? [] : [pointTo(meant.target)],
    fixes: () => fixes(parent, meant),
  });
}

/** Whether a route is for Istio, by its backends or by the Gateways in its file: other implementations have routes that hand on to routes without parents. */
function isForIstio(route: Resource, lookup: Lookup): boolean {
  if (gatewayRoute(route).rules.some(({ backends }) => backends.some(isHostname))) return true;
  const gateways = allInNamespace(lookup, kubernetesGateway, undefined).filter((one) => one.entry.uri === route.entry.uri);
  return gateways.length > 0 && gateways.every(isOfIstio);
}

/** A route that belongs to nothing, unless a kustomization or the cluster's default gateways give it a parent. */
function withoutParents(resource: Resource, lookup: Lookup): Problem | undefined {
  const spec = resource.root.at('spec');
  const parents = spec.at('parentRefs');
  const isEmpty = isUnset(parents) || (parents.type === 'list' && parents.items().length === 0);
  if (spec.type !== 'map' || spec.hasUnknownEntries || !isEmpty || spec.at('useDefaultGateways').exists || lookup.isKustomized(resource) || !isForIstio(resource, lookup)) return undefined;
  return {
    span: parents.exists ? parents.keySpan : spec.keySpan, severity: 'warning',
    message: 'This route has no parentRefs, so it counts nowhere: no gateway and no client in the mesh uses it. Name its Gateway, or, for clients in the mesh, the Service or ServiceEntry.',
  };
}

/** The kinds that others of the same name are taken for, as the group or the kind is not written. */
const mistaken: readonly { readonly meant: Kind; readonly group: string; readonly kind: string }[] = [
  { meant: serviceEntry, group: kubernetesGateway.group, kind: serviceEntry.kind },
  { meant: service, group: kubernetesGateway.group, kind: service.kind },
  { meant: serviceEntry, group: serviceEntry.group, kind: kubernetesGateway.kind },
  { meant: service, group: service.group, kind: kubernetesGateway.kind },
];

/** A parent of a kind that its group does not have. */
function ofOtherGroup({ value, group, kind }: ParentRef): Problem | undefined {
  const found = value.hasUnknownEntries ? undefined : mistaken.find((one) => one.group === group && one.kind === kind);
  if (found === undefined) return undefined;
  if (group === serviceEntry.group && value.at('kind').exists && kind === kubernetesGateway.kind) {
    return { span: value.at('group').span, message: 'A Gateway of Istio is no parent of routes: the route counts nowhere. Name a Gateway of the Gateway API (group gateway.networking.k8s.io), or attach a VirtualService to this one.' };
  }
  return found.meant.kind === kind ? withoutGroup(value, found.meant, quoted(group)) : withoutKind(value, found.meant, quoted(group));
}

function quoted(group = ''): string {
  return group === '' ? '""' : group;
}

function withoutGroup(value: Value, { kind, group }: Kind, other: string): Problem {
  const isWritten = value.at('group').exists;
  return {
    span: value.at('kind').span,
    message: `The kind ${kind} does not belong to the group ${other}${isWritten ? '' : ', which counts where no group is written'}: the route counts nowhere. Write \`group: ${quoted(group)}\`.`,
    fixes: () => (isWritten ? [] : fixOf(`Add group: ${quoted(group)}`, addField(value, 'group', group), true)),
  };
}

function withoutKind(value: Value, { kind }: Kind, group: string): Problem {
  const isWritten = value.at('kind').exists;
  return {
    span: value.at('group').span,
    message: `The group ${group} has no kind ${kubernetesGateway.kind} that a route can belong to${isWritten ? '' : ', which counts where no kind is written'}: the route counts nowhere. Write \`kind: ${kind}\`.`,
    fixes: () => (isWritten ? [] : fixOf(`Add kind: ${kind}`, addField(value, 'kind', kind), true)),
  };
}

/** The parents of a route that are of the same kind and namespace. */
function parentsNamedBy(lookup: Lookup, route: Resource, { kind, namespace }: ResolvedObject): readonly NamedTarget[] {
  return gatewayRoute(route).parents.filter((parent) => parentKind(parent) === kind).flatMap((parent) => resolveObject(lookup, kind, parent, route) ?? [])
    .filter((one) => one.namespace === namespace).map(({ name, found, uncertain }) => ({ name, found: found.length > 0 || uncertain }));
}

function hint({ kind }: ResolvedObject, meant: NearObject | undefined): string {
  if (meant === undefined) return `Correct the name, or add the ${kind.kind}.`;
  return meant.why === 'spelling' ? `Did you mean ${meant.target.name ?? ''}?` : `The ${kind.kind} of that name is in namespace ${meant.target.namespace ?? ''}: write that.`;
}

function fixes(parent: ParentRef, meant: NearObject | undefined): readonly Fix[] {
  if (meant === undefined) return [];
  const { target: { name, namespace }, why } = meant;
  if (why === 'spelling') return name === undefined ? [] : [{ title: `Replace with ${name}`, preferred: true, edits: [replaceString(parent.name.value, name)] }];
  const written = parent.namespace === 'absent' ? undefined : parent.namespace.value;
  return written === undefined || namespace === undefined ? [] : [{ title: `Replace with ${namespace}`, preferred: true, edits: [replaceString(written, namespace)] }];
}
