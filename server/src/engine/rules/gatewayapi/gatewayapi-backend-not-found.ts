import { replaceString } from '../../edits/scalar.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { service } from '../../kinds/service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { generatedGateway, generatedName, nearestGenerated } from '../../references/generated-gateway.ts';
import { isHostname, nearestObject, resolveObject } from '../../references/gateway-api.ts';
import type { ResolvedObject } from '../../references/gateway-api.ts';
import { knownServicePorts } from '../../references/known.ts';
import { pointTo } from '../../references/point-to.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { isShown } from '../../references/shown.ts';
import type { NamedTarget } from '../../references/shown.ts';
import { listsHost, resolveHost } from '../../references/services.ts';
import { unresolvedHost } from '../../references/unresolved-host.ts';
import { isVisibleTo } from '../../references/visibility.ts';
import type { Text } from '../../views/read.ts';
import { routeKinds, targetsOf } from '../../views/gateway-api.ts';
import type { ObjectRef, Target } from '../../views/gateway-api.ts';
import { findByName } from '../../workspace/indexes/by-name.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiBackendNotFound = referenceRule({
  id: 'gatewayapi-backend-not-found',
  title: 'No such backend of a route',
  severity: 'error',
  since: '0.1.0',
  codes: ['KIA1402'],
  kinds: routeKinds,
  fixable: true,
  docs: `A route of the Gateway API leads to a Service that is not in the workspace, or to a \`Hostname\` that no ServiceEntry has. Istio answers such requests with 500, or closes the connection.

An external host is a backend only with a ServiceEntry for it that is visible in the namespace of the route. The Service \`NAME-istio\` that Istio makes for a Gateway \`NAME\` counts as found. Of what a \`RequestMirror\` filter names only the copies are lost: a warning.

A workspace mostly holds a part of the cluster, so what is not found is reported only where the workspace shows such objects of that namespace (a warning): some of them stand in the same file, or at least half of those that routes beside it name are here, or where the mistake is plain (an error): the same name in another namespace, or nearly the same name. With the setting \`egress.workspaceIsComplete\` everything must be found.

**Do:** correct the name, or add the Service or ServiceEntry.`,
  check(resource, lookup, report) {
    for (const target of targetsOf(resource)) {
      const { backend, isMirror } = target;
      const milder = (problem: Problem): void => { report(isMirror && problem.severity === 'error' ? { ...problem, severity: 'warning' } : problem); };
      if (isHostname(backend)) checkHost(resource, lookup, target, milder);
      else if (isService(backend)) checkService(resource, lookup, target, milder);
    }
  },
});

function checkHost(resource: Resource, lookup: Lookup, { backend: { name }, isMirror }: Target, report: (problem: Problem) => void): void {
  if (name.text === undefined) return;
  const unresolved = unresolvedHost(lookup, resource, name.text);
  if (unresolved === undefined) {
    const hidden = hiddenEntry(lookup, resource, name, isMirror);
    if (hidden !== undefined) report(hidden);
    return;
  }
  const { meant, severity, related } = unresolved;
  report({
    span: name.value.span, severity, related,
    message: `No ServiceEntry in the workspace has the host ${name.text}, so Istio ${isMirror ? 'sends no copies' : 'answers with 500 instead of sending anything'} there. ${meant === undefined ? 'Add a ServiceEntry for it.' : `Did you mean ${meant.host}?`}`,
    fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant.host}`, preferred: true, edits: [replaceString(name.value, meant.host)] }]),
  });
}

/** A host whose only ServiceEntries are not exported to the route. */
function hiddenEntry(lookup: Lookup, route: Resource, { text = '', value }: Text, isMirror: boolean): Problem | undefined {
  const { targets, exact, uncertain } = resolveHost(lookup, text, route.namespace);
  const entries = targets.filter((one) => listsHost(one, text));
  const [first] = entries;
  if (first === undefined || !exact || uncertain || entries.length < targets.length || lookup.isKustomized(route)
    || entries.some((one) => one.entry.isPatch || lookup.isKustomized(one) || isVisibleTo(lookup, one, route.namespace))) return undefined;
  const exportTo = first.root.at('spec', 'exportTo');
  return {
    span: value.span, severity: 'error', related: [{ resource: first, span: (exportTo.exists ? exportTo : first.root.at('metadata', 'name')).span, message: 'who sees the ServiceEntry' }],
    message: `The ServiceEntry for ${text} is not exported to namespace ${route.namespace ?? ''}, so for this route there is no such host: Istio ${isMirror ? 'sends no copies' : 'answers with 500 instead of sending anything'} there. Add the namespace to its exportTo.`,
  };
}

/** Whether a Service is there, or may be for all that is known. */
function mayExist(lookup: Lookup, { name, namespace, found, uncertain }: ResolvedObject): boolean {
  return found.length > 0 || uncertain || generatedGateway(lookup, name, namespace) !== undefined
    || (namespace !== undefined && knownServicePorts(lookup, name, namespace) !== undefined);
}

/** What was almost surely meant by the name of a Service that is not there. */
interface Meant {
  readonly target: Resource;
  readonly hint: string;
  /** The name to write, where that is all. */
  readonly instead?: string | undefined;
}

function nearestService(lookup: Lookup, resolved: ResolvedObject, resource: Resource): Meant | undefined {
  const near = nearestObject(lookup, resolved, resource);
  if (near === undefined) return nearestMade(lookup, resolved);
  const { target, why } = near;
  return why === 'spelling' ? { target, hint: `Did you mean ${target.name ?? ''}?`, instead: target.name } : { target, hint: `The Service of that name is in namespace ${target.namespace ?? ''}: write that.` };
}

function nearestMade(lookup: Lookup, { name, namespace }: ResolvedObject): Meant | undefined {
  const made = nearestGenerated(lookup, name, namespace);
  if (made === undefined) return undefined;
  const { target, why } = made;
  return why === 'spelling' ? { target, hint: `Did you mean ${made.name}, which Istio makes for the Gateway ${target.name ?? ''}?`, instead: made.name }
    : { target, hint: `Istio makes the Service of that name in namespace ${target.namespace ?? ''}, where the Gateway is: write that.` };
}

/** The Service that Istio makes for a Gateway, where the Gateway's own name was written. */
function madeFor(lookup: Lookup, { name, namespace }: ResolvedObject): Meant | undefined {
  const [target, ...more] = findByName(lookup, kubernetesGateway, namespace, name).found.filter((one) => !one.entry.isPatch);
  const instead = target === undefined ? undefined : generatedName(target);
  return target === undefined || instead === undefined || more.length > 0 ? undefined : { target, instead, hint: `The Service that Istio makes for the Gateway ${name} is ${instead}: write that.` };
}

function isService({ group, kind }: ObjectRef): boolean {
  return group === '' && kind === 'Service';
}

/** The Services of a namespace that the backends of a route name. */
function servicesNamedBy(lookup: Lookup, route: Resource, namespace: string | undefined): readonly NamedTarget[] {
  return targetsOf(route).map(({ backend }) => backend).filter(isService).flatMap((backend) => resolveObject(lookup, service, backend, route) ?? [])
    .filter((one) => one.namespace === namespace).map((one) => ({ name: one.name, found: mayExist(lookup, one) }));
}

function checkService(resource: Resource, lookup: Lookup, { backend, isMirror }: Target, report: (problem: Problem) => void): void {
  const resolved = resolveObject(lookup, service, backend, resource);
  // A host in place of a name is gatewayapi-backend-invalid.
  if (resolved === undefined || mayExist(lookup, resolved) || resolved.name.includes('.')) return;
  const { name, namespace } = resolved;
  const meant = madeFor(lookup, resolved) ?? nearestService(lookup, resolved, resource);
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: () => isShown(lookup, resource, service, namespace, (peer) => servicesNamedBy(lookup, peer, namespace)) });
  if (severity === undefined) return;
  report({
    span: backend.name.value.span, severity, related: meant === undefined ? [] : [pointTo(meant.target)],
    message: `There is no Service ${namespace === undefined ? name : `${namespace}/${name}`} in the workspace, so ${isMirror ? 'no copies are sent' : 'requests are answered with 500'}. ${meant?.hint ?? 'Correct the name, or add the Service.'}`,
    fixes: () => (meant?.instead === undefined ? [] : [{ title: `Replace with ${meant.instead}`, preferred: true, edits: [replaceString(backend.name.value, meant.instead)] }]),
  });
}
