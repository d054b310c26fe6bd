import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Lookup } from '../../model/rule.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { waypointOf } from '../../references/waypoints.ts';
import { externalService } from '../../views/external-service.ts';
import type { ExternalService } from '../../views/external-service.ts';
import { textsAt } from '../../views/read.ts';
import { referenceRule } from '../define.ts';

export const ambientHostWithoutAddress = referenceRule({
  id: 'ambient-host-without-address',
  title: 'Host that ambient mode has no address for',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  docs: `A ServiceEntry is to go through a waypoint, and ztunnel cannot lead anything there: it knows services by their addresses, and this one has none. It has no \`addresses\`, and Istio gives it none either, as the resolution is \`NONE\`, its label \`networking.istio.io/enable-autoallocate-ip\` is \`false\`, or addresses are given to nobody (the setting \`egress.istio.ipAutoallocate\`). Traffic to its hosts passes the waypoint by, with all the policies and routes there.

Wildcard hosts are [ambient-wildcard-host](ambient-wildcard-host.md).

**Do:** use resolution \`DNS\`, or list \`addresses\`.`,
  check(resource, lookup, report) {
    const entry = externalService(resource);
    if (entry === undefined || hasAddress(lookup, entry)) return;
    const host = textsAt(resource.root.at('spec', 'hosts')).find(({ text }) => text !== undefined && !text.startsWith('*'));
    const waypoint = host === undefined ? undefined : waypointOf(lookup, resource);
    if (host === undefined || waypoint === undefined) return;
    const isPassedOn = entry.resolution === 'NONE';
    report({
      span: isPassedOn && entry.resolutionAt !== entry.spec ? entry.resolutionAt.span : host.value.span,
      message: `Ztunnel has no address for ${host.text ?? ''}: ${isPassedOn ? 'with resolution NONE Istio gives it none' : 'Istio is told to give it none'}, and it has no addresses of its own. Traffic to it passes the waypoint ${waypoint.name} by. ${isPassedOn ? 'Use resolution DNS, or list' : 'List'} addresses.`,
      related: [{ resource: waypoint.holder, span: waypoint.label.span, message: `what leads to waypoint ${waypoint.name}` }],
    });
  },
});

/** Whether it may have an address: one of its own, or one that Istio gives it. */
function hasAddress(lookup: Lookup, entry: ExternalService): boolean {
  return entry.addresses.length > 0 || !entry.isComplete('addresses') || (entry.allocated && meshConfig(lookup).ipAutoallocate);
}
