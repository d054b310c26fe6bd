import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import type { Severity } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { referenceGrant } from '../../kinds/targets.ts';
import { isGranted, parentKind } from '../../references/gateway-api.ts';
import { gatewayRoute, routeKinds, targetsOf } from '../../views/gateway-api.ts';
import type { BackendRef } from '../../views/gateway-api.ts';
import { anyInNamespace } from '../../workspace/indexes/by-name.ts';
import { service } from '../../kinds/service.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiReferenceNotGranted = referenceRule({
  id: 'gatewayapi-reference-not-granted',
  title: 'Backend in a namespace that does not allow it',
  severity: 'error',
  since: '0.1.0',
  kinds: routeKinds,
  docs: `A route that belongs to a Gateway may lead to a Service of another namespace only if a ReferenceGrant there allows it, for the kind of the route and its namespace. Otherwise Istio answers with 500, or, of a mirror, sends no copies. Routes of the mesh alone, whose parents are Services and ServiceEntries, need none.

Spoken of only where the workspace holds Services or ReferenceGrants of that namespace, as a warning; as an error where a ReferenceGrant is there and allows something else, and with the setting \`egress.workspaceIsComplete\`.

**Do:** add a ReferenceGrant in the namespace of the Service, or move the route there.`,
  check(resource, lookup, report) {
    const { parents } = gatewayRoute(resource);
    if (!parents.some((parent) => parentKind(parent) === kubernetesGateway) || lookup.isKustomized(resource)) return;
    for (const { backend, isMirror } of targetsOf(resource)) {
      const refused = refusedService(lookup, resource, backend);
      const severity = refused === undefined ? undefined : severityOf(lookup, resource, refused.namespace);
      if (refused === undefined || severity === undefined) continue;
      const { namespace, name } = refused;
      report({ span: spanOf(backend), severity: isMirror ? 'warning' : severity, message: `No ReferenceGrant in namespace ${namespace} lets a ${resource.kind.kind} of namespace ${resource.namespace ?? ''} lead to the Service ${name}, so Istio ${isMirror ? 'sends no copies' : 'answers with 500'}. Add one there, or move the route to ${namespace}.` });
    }
  },
});

/** The Service of another namespace that a backend names and no ReferenceGrant allows. */
function refusedService(lookup: Lookup, route: Resource, { namespace: written, group, kind, name: { text: name } }: BackendRef): { readonly namespace: string; readonly name: string } | undefined {
  const namespace = written === 'absent' ? undefined : written.text;
  if (namespace === undefined || group !== '' || kind !== 'Service' || name === undefined) return undefined;
  return isGranted(lookup, route, { group, kind, namespace, name }) === false ? { namespace, name } : undefined;
}

function spanOf({ namespace, value }: BackendRef): { readonly start: number; readonly end: number } {
  return namespace === 'absent' ? value.span : namespace.value.span;
}

function severityOf(lookup: Lookup, resource: Resource, namespace: string): Severity | undefined {
  if (lookup.options.workspaceIsComplete || anyInNamespace(lookup, referenceGrant, namespace, resource)) return 'error';
  return anyInNamespace(lookup, service, namespace, resource) ? 'warning' : undefined;
}
