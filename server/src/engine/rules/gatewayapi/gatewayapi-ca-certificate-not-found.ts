import { replaceString } from '../../edits/scalar.ts';
import { backendTlsPolicy } from '../../kinds/backend-tls-policy.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { configMap } from '../../kinds/targets.ts';
import type { Problem } from '../../model/finding.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { nearestObject, resolveObject } from '../../references/gateway-api.ts';
import type { ResolvedObject } from '../../references/gateway-api.ts';
import { pointTo } from '../../references/point-to.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { backendTlsView, targetKind } from '../../views/backend-tls.ts';
import type { ObjectRef } from '../../views/gateway-api.ts';
import { anyInNamespace } from '../../workspace/indexes/by-name.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiCaCertificateNotFound = referenceRule({
  id: 'gatewayapi-ca-certificate-not-found',
  title: 'Certificates to check a backend by that there are not',
  severity: 'error',
  since: '0.1.0',
  kinds: [backendTlsPolicy],
  fixable: true,
  docs: `A BackendTLSPolicy names in \`caCertificateRefs\` a ConfigMap of its namespace, with the certificates in \`ca.crt\` (or \`cacert\`). Without it Istio sends nothing to the backend any more: every request is answered with 503.

Istio reads the first entry only, and ConfigMaps only. That is said where a target is a ServiceEntry; other gateways may read a Secret. ConfigMaps that a cluster makes itself are never missed, and where the workspace holds no other ConfigMap of that namespace with certificates, nothing is said.

**Do:** correct the name, or add the ConfigMap. For a server of the Internet write \`wellKnownCACertificates: System\` instead.`,
  check(resource, lookup, report) {
    const { authorities: [first], targets, isIgnored } = backendTlsView(resource);
    if (first === undefined || isIgnored !== false || first.value.hasUnknownEntries || first.group === undefined || first.kind === undefined) return;
    const isOfIstio = targets.some((target) => targetKind(target) === serviceEntry);
    const isConfigMap = first.group === configMap.group && first.kind === configMap.kind;
    const problem = isConfigMap ? missing(resource, lookup, first) : isOfIstio ? otherKind(first) : undefined;
    if (problem !== undefined) report(problem);
  },
});

const fate = 'so Istio sends nothing to the backend and answers with 503';

function otherKind({ kind = '', value }: ObjectRef): Problem {
  return { span: value.at('kind').span, message: `Istio reads certificates from a ConfigMap only, not from ${kind}, ${fate}. Put ca.crt into a ConfigMap of this namespace.` };
}

/** Made in every namespace by Kubernetes, Istio or OpenShift. */
const made: ReadonlySet<string> = new Set(['kube-root-ca.crt', 'istio-ca-root-cert', 'openshift-service-ca.crt']);

function missing(resource: Resource, lookup: Lookup, ref: ObjectRef): Problem | undefined {
  const resolved = resolveObject(lookup, configMap, ref, resource);
  if (resolved === undefined || resolved.uncertain || resolved.found.length > 0 || made.has(resolved.name)) return undefined;
  const meant = meantBy(lookup, resolved, resource);
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: () => anyInNamespace(lookup, configMap, resolved.namespace, resource) });
  return severity === undefined ? undefined : {
    span: ref.name.value.span, severity, related: meant === undefined ? [] : [pointTo(meant.target)],
    message: `No ConfigMap ${qualifiedName(resolved)} in the workspace has certificates in ca.crt, ${fate}. ${meant?.hint ?? 'Correct the name, or add the ConfigMap.'}`,
    fixes: () => (meant?.instead === undefined ? [] : [{ title: `Replace with ${meant.instead}`, preferred: true, edits: [replaceString(ref.name.value, meant.instead)] }]),
  };
}

function meantBy(lookup: Lookup, resolved: ResolvedObject, resource: Resource): { readonly target: Resource; readonly hint: string; readonly instead?: string | undefined } | undefined {
  const near = nearestObject(lookup, resolved, resource);
  if (near === undefined) return undefined;
  const { target, why } = near;
  return why === 'spelling' ? { target, instead: target.name, hint: `Did you mean ${target.name ?? ''}?` }
    : { target, hint: `The one of that name is in namespace ${target.namespace ?? ''}: it has to be in this one.` };
}
