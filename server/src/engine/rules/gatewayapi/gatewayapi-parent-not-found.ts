import { replaceString } from '../../edits/scalar.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { nearestObject, parentKind, resolveObject } from '../../references/gateway-api.ts';
import type { NearObject, ResolvedObject } from '../../references/gateway-api.ts';
import { pointTo } from '../../references/point-to.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { isShown } from '../../references/shown.ts';
import type { NamedTarget } from '../../references/shown.ts';
import { gatewayRoute, routeKinds } from '../../views/gateway-api.ts';
import type { ParentRef } from '../../views/gateway-api.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiParentNotFound = referenceRule({
  id: 'gatewayapi-parent-not-found',
  title: 'Route without its parent',
  severity: 'error',
  since: '0.1.0',
  codes: ['KIA1401'],
  kinds: routeKinds,
  fixable: true,
  docs: `A route of the Gateway API belongs to what its \`parentRefs\` name: a Gateway, or, for clients in the mesh, a Service or a ServiceEntry. Where there is no such object the route counts nowhere, and traffic goes its usual way.

Without \`kind\` a Gateway of the Gateway API is meant, never one of Istio; a ServiceEntry needs \`group: networking.istio.io\`, a Service \`group: ""\`. Without \`namespace\` it is looked for in the namespace of the route.

A workspace mostly holds a part of the cluster, so a name that is not found is reported only where the workspace shows such objects of that namespace (a warning): some of them stand in the same file, or at least half of those that routes beside it name are here, or where the mistake is plain (an error): the same name in another namespace, or nearly the same name in this one. With the setting \`egress.workspaceIsComplete\` every name must be found.

**Do:** correct the name, or write the namespace or the kind.`,
  check(resource, lookup, report) {
    for (const parent of gatewayRoute(resource).parents) checkParent(resource, lookup, parent, report);
  },
});

function checkParent(resource: Resource, lookup: Lookup, parent: ParentRef, report: (problem: Problem) => void): void {
  const kind = parentKind(parent);
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
