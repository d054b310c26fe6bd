import { destinationRule } from '../../kinds/destination-rule.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { isHostname } from '../../references/gateway-api.ts';
import { reachOf } from '../../references/routes-to.ts';
import { resolveHost } from '../../references/services.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import type { Text } from '../../views/read.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { routeKinds, targetsOf } from '../../views/gateway-api.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';
import { failureOf } from '../support/effect.ts';

export const hostUnderWildcard = referenceRule({
  id: 'host-under-wildcard',
  title: 'Host of which only a wildcard is known',
  severity: 'warning',
  since: '0.1.0',
  kinds: [virtualService, destinationRule, ...routeKinds],
  docs: `A route sends to \`a.example.com\`, or a DestinationRule is for it, and the only ServiceEntry that covers it has the host \`*.example.com\`. A wildcard lets requests through that name such a host themselves. But what a route can send to, and a DestinationRule can be for, are the hosts as they are written in ServiceEntries: there is a cluster for \`*.example.com\` and none for \`a.example.com\`. Istio accepts both; the route is answered with 503, and the DestinationRule configures nothing. Neither \`istioctl analyze\` nor Kiali sees it.

It goes the other way round as well: of a route of the Gateway API that leads to the host \`*.example.com\`, where ServiceEntries have only hosts under it.

Of VirtualServices only the rules for sidecars are judged here. A workspace mostly holds a part of the cluster, so it is an error only with the setting \`egress.workspaceIsComplete\`.

**Do:** add a ServiceEntry with this very host; or, in a DestinationRule, write the wildcard.`,
  check(resource, lookup, report) {
    for (const { host, effect } of hostsOf(resource)) {
      const text = host.text ?? '';
      const wildcards = text.startsWith('*.') ? underOnly(resource, lookup, text) : coveringOnly(resource, lookup, text);
      const severity = wildcards.length === 0 ? undefined : unresolvedSeverity(lookup, resource, { nearMiss: false, couldBeHere: () => true });
      if (severity === undefined) continue;
      report({
        span: host.value.span, severity, related: wildcards, restsOn: wildcards.map((one) => one.resource),
        message: `No ServiceEntry has the host ${text} itself, and ${text.startsWith('*.') ? 'those with hosts under it make' : 'one with a wildcard makes'} no cluster of that name: ${effect}.`,
      });
    }
  },
});

interface Use {
  readonly host: Text;
  readonly effect: string;
}

function hostsOf(resource: Resource): readonly Use[] {
  if (resource.kind === destinationRule) return [{ host: destinationRuleView(resource).host, effect: 'this rule configures nothing. Write the wildcard, or add a ServiceEntry with this host' }];
  if (resource.kind !== virtualService) return backendHosts(resource);
  const routes = virtualServiceView(resource).routes.filter((route) => reachOf(resource, route).sidecars);
  return routes.flatMap(({ block, destinations }) => destinations.map(({ host }) => ({ host, effect: `${failureOf(block)}. Add a ServiceEntry with this host` })));
}

/** The external hosts that a route of the Gateway API leads to. */
function backendHosts(resource: Resource): readonly Use[] {
  return targetsOf(resource).filter(({ backend, isMirror }) => !isMirror && isHostname(backend))
    .map(({ backend }) => ({ host: backend.name, effect: 'requests are answered with 500. Add a ServiceEntry with this host, or lead to one that there is' }));
}

/** The hosts of ServiceEntries under a wildcard that a route of the Gateway API leads to, where none has the wildcard itself. */
function underOnly(resource: Resource, lookup: Lookup, host: string): readonly Related[] {
  const { exact, uncertain, targets, knownPorts } = resolveHost(lookup, host, resource.namespace);
  if (!routeKinds.includes(resource.kind) || exact || uncertain || knownPorts !== undefined || targets.some(({ entry }) => entry.document.partial)) return [];
  return targets.flatMap((target) => serviceEntryHosts(target).filter(({ text }) => text?.endsWith(host.slice(1))).map(({ value, text }) => ({ resource: target, span: value.span, message: `ServiceEntry ${target.name ?? ''} for ${text ?? ''}` })));
}

/** The hosts of ServiceEntries that stand for a host, where none of them is the host itself. */
function coveringOnly(resource: Resource, lookup: Lookup, host: string): readonly Related[] {
  if (host === '') return [];
  const { exact, uncertain, targets, knownPorts } = resolveHost(lookup, host, resource.namespace);
  if (exact || uncertain || knownPorts !== undefined || targets.some(({ entry }) => entry.document.partial)) return [];
  return targets.flatMap((target) => {
    const at = serviceEntryHosts(target).find(({ text }) => text?.startsWith('*.') === true && host.endsWith(text.slice(1)));
    return at === undefined ? [] : [{ resource: target, span: at.value.span, message: `the wildcard of ServiceEntry ${target.name ?? ''}` }];
  });
}
