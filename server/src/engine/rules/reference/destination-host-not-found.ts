import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { NearMiss, ResolvedHost } from '../../references/services.ts';
import { unresolvedHost } from '../../references/unresolved-host.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination } from '../../views/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import { isRefusedHost } from '../../workspace/hosts.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0101', 'KIA1101'];

export const destinationHostNotFound = referenceRule({
  id: 'destination-host-not-found',
  title: 'No Service or ServiceEntry for the destination',
  severity: 'error',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A route sends to a host that is no Service and is covered by no ServiceEntry of the workspace. Istio accepts the route and answers every request with 503, because it has no cluster of that name.

A host without a dot means a Service in the namespace of the VirtualService. \`reviews.shop\` and \`reviews.shop.svc\` are **not** completed: they are literal names that mostly exist nowhere. Wildcard hosts of ServiceEntries count; \`*.foo.com\` does not cover \`foo.com\`.

A workspace mostly holds a part of the cluster, so the rule is silent where the workspace holds nothing that could be the target: no Service in that namespace, no ServiceEntry in the VirtualService's. Services that every mesh has (\`istio-egressgateway\` in \`istio-system\`, \`kubernetes.default\` …) are known. It is an error where the mistake is plain: nearly the same name, or the same name in another namespace.

**Do:** correct the host, write the full name, or add a ServiceEntry for an external host.`,
  check(resource, lookup, report) {
    for (const route of virtualServiceView(resource).routes) {
      for (const destination of route.destinations) checkHost(resource, lookup, destination, report);
    }
  },
});

function checkHost(resource: Resource, lookup: Lookup, { host: { value, text } }: Destination, report: (problem: Problem) => void): void {
  if (text === undefined || isRefusedHost(resource, value)) return;
  const unresolved = unresolvedHost(lookup, resource, text);
  if (unresolved === undefined) return;
  const { resolved, meant, severity, related } = unresolved;
  report({
    span: value.span, severity, codes,
    message: `${what(text, resolved)} Requests to it are answered with 503. ${meant === undefined ? 'Correct the host, or add the Service or ServiceEntry.' : hint(meant)}`,
    related,
    fixes: () => (meant === undefined ? [] : [{ title: `Replace by ${meant.host}`, preferred: meant.why !== 'spelling', edits: [replaceString(value, meant.host)] }]),
  });
}

function what(text: string, { host, service }: ResolvedHost): string {
  if (service === undefined) return `No ServiceEntry in the workspace has the host ${host}.`;
  return `There is no Service ${service.name}${service.namespace === undefined ? '' : ` in namespace ${service.namespace}`} in the workspace${text === host ? '' : ` (${text} means ${host} here)`}.`;
}

function hint({ why, host, target }: NearMiss): string {
  if (why === 'namespace') return `There is one in namespace ${target.namespace ?? ''}: write ${host}.`;
  return why === 'short-name' ? `Only names without a dot are completed: write ${host}.` : `Did you mean ${host}?`;
}
