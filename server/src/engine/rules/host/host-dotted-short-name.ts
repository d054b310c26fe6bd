import { replaceString } from '../../edits/scalar.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { dottedService, fullName, resolveHost } from '../../references/services.ts';
import { expandHost } from '../../text/host.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import type { Text } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

export const hostDottedShortName = referenceRule({
  id: 'host-dotted-short-name',
  title: 'Name of a Service without the cluster domain',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0101'],
  kinds: [destinationRule, virtualService],
  fixable: true,
  docs: `\`reviews.shop\` and \`reviews.shop.svc\` look like names of a Service, and DNS completes them. Istio completes names **without any dot** only; these it takes as they are, and no Service has such a host:

- as the destination of a route, requests are answered with 503,
- as the host of a DestinationRule, the rule configures nothing,
- as a host of a VirtualService (a warning), the routes count for clients that write just this name, and not for those that write the full one. That is fine where the VirtualService lists the full name too.

The rule speaks where a Service of that name and namespace is in the workspace, and no ServiceEntry has the host.

**Do:** write the full name, such as \`reviews.shop.svc.cluster.local\`.`,
  check(resource, lookup, report) {
    for (const { host: { value, text }, use } of hostsOf(resource)) {
      const found = text === undefined ? undefined : mistakenFor(lookup, resource, text);
      if (text === undefined || found === undefined) continue;
      if (use === 'host' && listsFullName(lookup, resource, found)) continue;
      const meant = fullName(lookup, found);
      report({
        span: value.span, ...(use === 'host' ? { severity: 'warning' } : { codes: ['IST0101'] }),
        message: `Only names without a dot are completed, so ${text} is not the Service ${found.name ?? ''} in namespace ${found.namespace ?? ''}: ${effects[use]}. Write ${meant}.`,
        related: [{ resource: found, span: found.root.at('metadata', 'name').span, message: `Service ${found.name ?? ''}` }],
        fixes: () => [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(value, meant)] }],
      });
    }
  },
});

type Use = 'destination' | 'rule' | 'host';

const effects: Readonly<Record<Use, string>> = {
  destination: 'requests to it are answered with 503', rule: 'this rule configures nothing', host: 'these routes do not count for requests to its full name',
};

/** The Service that a host looks like the name of, where nothing has that host. */
function mistakenFor(lookup: Lookup, { namespace }: Resource, text: string): Resource | undefined {
  const found = dottedService(lookup, text);
  if (found === undefined) return undefined;
  const { targets, uncertain } = resolveHost(lookup, text, namespace);
  return targets.length > 0 || uncertain ? undefined : found;
}

/** Whether a VirtualService has the full name of a Service among its hosts, written or completed. */
function listsFullName(lookup: Lookup, resource: Resource, found: Resource): boolean {
  const namespace = resource.namespace ?? found.namespace ?? '';
  return virtualServiceView(resource).hosts.some(({ text }) => text !== undefined && expandHost(text, namespace, lookup.options.clusterDomain) === fullName(lookup, found));
}

function hostsOf(resource: Resource): readonly { readonly host: Text; readonly use: Use }[] {
  if (resource.kind === destinationRule) return [{ host: destinationRuleView(resource).host, use: 'rule' }];
  const { hosts, gateways, routes } = virtualServiceView(resource);
  // At gateways a host is what clients write; only in the mesh it is the name of a service.
  const ofMesh = gateways.length === 0 || gateways.some(({ text }) => text === 'mesh');
  return [
    ...routes.flatMap(({ destinations }) => destinations).map(({ host }) => ({ host, use: 'destination' as const })),
    ...(ofMesh ? hosts.map((host) => ({ host, use: 'host' as const })) : []),
  ];
}
