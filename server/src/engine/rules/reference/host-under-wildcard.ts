import { destinationRule } from '../../kinds/destination-rule.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { reachOf } from '../../references/routes-to.ts';
import { resolveHost } from '../../references/services.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import type { Text } from '../../views/read.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';
import { failureOf } from '../support/effect.ts';

export const hostUnderWildcard = referenceRule({
  id: 'host-under-wildcard',
  title: 'Host of which only a wildcard is known',
  severity: 'warning',
  since: '0.1.0',
  kinds: [virtualService, destinationRule],
  docs: `A route sends to \`a.example.com\`, or a DestinationRule is for it, and the only ServiceEntry that covers it has the host \`*.example.com\`. A wildcard lets requests through that name such a host themselves. But what a route can send to, and a DestinationRule can be for, are the hosts as they are written in ServiceEntries: there is a cluster for \`*.example.com\` and none for \`a.example.com\`. Istio accepts both; the route is answered with 503, and the DestinationRule configures nothing. Neither \`istioctl analyze\` nor Kiali sees it.

Of routes only those for sidecars are judged here. A workspace mostly holds a part of the cluster, so it is an error only with the setting \`egress.workspaceIsComplete\`.

**Do:** add a ServiceEntry with this very host; or, in a DestinationRule, write the wildcard.`,
  check(resource, lookup, report) {
    for (const { host, effect } of hostsOf(resource)) {
      const wildcards = coveringOnly(resource, lookup, host.text ?? '');
      const severity = wildcards.length === 0 ? undefined : unresolvedSeverity(lookup, resource, { nearMiss: false, couldBeHere: () => true });
      if (severity === undefined) continue;
      report({
        span: host.value.span, severity, related: wildcards,
        message: `No ServiceEntry has the host ${host.text ?? ''} itself, and one with a wildcard makes no cluster of that name: ${effect}.`,
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
  const routes = virtualServiceView(resource).routes.filter((route) => reachOf(resource, route).sidecars);
  return routes.flatMap(({ block, destinations }) => destinations.map(({ host }) => ({ host, effect: `${failureOf(block)}. Add a ServiceEntry with this host` })));
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
