import { isTold } from '../../chain/breaks.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { addServiceEntry, likelyProtocol } from '../../edits/istio.ts';
import { replaceString } from '../../edits/scalar.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { reachOf } from '../../references/routes-to.ts';
import { resolveHost } from '../../references/services.ts';
import type { NearMiss, ResolvedHost } from '../../references/services.ts';
import { unresolvedHost } from '../../references/unresolved-host.ts';
import { exportsOf, isVisibleTo } from '../../references/visibility.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import { isDnsLabel } from '../../text/istio-names.ts';
import type { RouteBlock } from '../../views/gateway.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination } from '../../views/virtual-service.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import { isRefusedHost } from '../../workspace/hosts.ts';
import { workloadByNamespace } from '../../workspace/indexes/by-label.ts';
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
  replaces: ['egress-part-not-here'],
  docs: `A route sends to a host that is no Service and is covered by no ServiceEntry of the workspace. Istio accepts the route and answers every request with 503, because it has no cluster of that name.

A host without a dot means a Service in the namespace of the VirtualService. Wildcard hosts of ServiceEntries count here (but see \`host-under-wildcard\`); \`*.foo.com\` does not cover \`foo.com\`.

What is there must also be exported (\`exportTo\`, the annotation \`networking.istio.io/exportTo\` of a Service) to the namespaces whose sidecars read the route: those that the VirtualService is exported to by name, or its own where workloads run there.

A workspace mostly holds a part of the cluster, so the rule is silent where the workspace does not show what could be the target, Services of that namespace or ServiceEntries of the VirtualService's: it does where some of them stand in the same file, or where at least half of what the VirtualServices beside it lead to there is here. Services that every mesh has (\`istio-egressgateway\` in \`istio-system\`, \`kubernetes.default\` …) are known. It is an error where the mistake is plain: nearly the same name, or the same name in another namespace.

**Do:** correct the host, write the full name, or add a ServiceEntry for an external host.`,
  check(resource, lookup, report) {
    for (const route of virtualServiceView(resource).routes) {
      for (const destination of route.destinations) {
        checkHost(resource, lookup, destination, route.block, report);
        if (reachOf(resource, route).sidecars) checkVisibility(resource, lookup, destination, report);
      }
    }
  },
});

function checkHost(resource: Resource, lookup: Lookup, destination: Destination, block: RouteBlock, report: (problem: Problem) => void): void {
  const { host: { value, text } } = destination;
  if (text === undefined) return;
  const unresolved = unresolvedHost(lookup, resource, text);
  // A dotted short name of a Service is host-dotted-short-name.
  if (unresolved === undefined || unresolved.meant?.why === 'short-name' || isRefusedHost(text, 'destination')) return;
  const { resolved, meant, severity, related } = unresolved;
  // The slip is in the ServiceEntry, and is told of there.
  if (meant?.why === 'spelling' && isTold(lookup, resource, 'egress-chain-service-entry-missing', meant.target)) return;
  report({
    span: value.span, severity, codes,
    message: `${what(text, resolved)} ${block === 'http' ? 'Requests to it are answered with 503.' : 'No connection is sent to it.'} ${meant === undefined ? 'Correct the host, or add the Service or ServiceEntry.' : hint(meant)}`,
    related,
    fixes: () => (meant === undefined ? addition(resource, resolved, destination, block) : [{ title: `Replace with ${meant.host}`, preferred: meant.why !== 'spelling', edits: [replaceString(value, meant.host)] }]),
  });
}

/** Makes an external host known, where its port is written and a name tells its traffic from others'. */
function addition(resource: Resource, { host, service }: ResolvedHost, { port: { number } }: Destination, block: RouteBlock): readonly Fix[] {
  if (service !== undefined || number === undefined || block === 'tcp' || !/[a-z]$/i.test(host) || host.includes('*')) return [];
  return addServiceEntry(resource, host, number, likelyProtocol(number, block === 'tls'));
}

/** A host that is there, but not for the sidecars that surely read the route. */
function checkVisibility(resource: Resource, lookup: Lookup, { host: { value, text } }: Destination, report: (problem: Problem) => void): void {
  if (text === undefined) return;
  const { host, targets, exact, uncertain, knownPorts } = resolveHost(lookup, text, resource.namespace);
  const blind = exact && !uncertain && knownPorts === undefined ? sidecarNamespaces(resource, lookup).find((namespace) => !targets.some((target) => isVisibleTo(lookup, target, namespace))) : undefined;
  if (blind === undefined) return;
  report({
    span: value.span, severity: 'warning', codes,
    message: `${host} is not exported to namespace ${blind}, whose sidecars read this route: they have no cluster for it, and requests fail. Export it there, or do not route to it.`,
    related: targets.map((target) => ({ resource: target, span: meshServiceView(target).exportToValue.keySpan, message: `where ${target.kind.kind} ${target.name ?? ''} is exported to` })),
  });
}

/** The namespaces whose sidecars surely read a VirtualService: those it is exported to by name, or its own where workloads run there. */
function sidecarNamespaces(resource: Resource, lookup: Lookup): readonly string[] {
  const { namespace } = resource;
  const exportTo = exportsOf(meshConfig(lookup), resource);
  const isForAll = exportTo.length === 0 || exportTo.includes('*');
  if (!isForAll) return exportTo.map((one) => (one === '.' ? namespace ?? '' : one)).filter(isDnsLabel);
  return namespace !== undefined && lookup.any(workloadByNamespace, namespace) ? [namespace] : [];
}

function what(text: string, { host, service }: ResolvedHost): string {
  if (service === undefined) return `No ServiceEntry in the workspace has the host ${host}.`;
  return `There is no Service ${service.name}${service.namespace === undefined ? '' : ` in namespace ${service.namespace}`} in the workspace${text === host ? '' : ` (${text} means ${host} here)`}.`;
}

function hint({ why, host, target }: NearMiss): string {
  if (why === 'namespace') return `There is one in namespace ${target.namespace ?? ''}: write ${host}.`;
  return `Did you mean ${host}?`;
}
