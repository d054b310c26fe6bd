import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { servesIngress } from '../../chain/ingress.ts';
import { destinationRulesFor } from '../../references/destination-rules.ts';
import { attachedGateways, gatewayId, mesh, resolveGateway } from '../../references/gateways.ts';
import { reachOf } from '../../references/routes-to.ts';
import { resolveHost } from '../../references/services.ts';
import type { ResolvedHost } from '../../references/services.ts';
import { misspeltSubset } from '../../references/subset-slips.ts';
import { unresolvedHost } from '../../references/unresolved-host.ts';
import type { Text } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

export const egressPartNotHere = referenceRule({
  id: 'egress-part-not-here',
  title: 'Way out of which a part is not here',
  severity: 'information',
  since: '0.1.0',
  kinds: [virtualService],
  docs: `A VirtualService leads requests to an egress gateway and from there to an external host. The workspace holds other parts of this way (the Gateway, the ServiceEntry or the gateway's Service), and one that it names is missing: the Gateway, the ServiceEntry of the host, or the DestinationRule with the subset. If that is in no other place either, no request gets through.

It is information, as a workspace may hold a part of the cluster only. Where the mistake is plain, \`gateway-ref-not-found\`, \`destination-host-not-found\`, \`subset-not-found\` or a rule of the chain speaks instead.

**Do:** add what is missing, or see that it is applied from elsewhere.`,
  check(resource, lookup, report) {
    const way = wayOf(lookup, resource);
    if (way === undefined) return;
    const [evidence] = [...way.gateways.flatMap(({ found }) => found), ...way.hosts, ...way.entry.flatMap(({ resolved }) => resolved.targets)];
    if (evidence === undefined) return;
    for (const { span, message } of missingParts(lookup, resource, way)) {
      report({ span, message, related: [{ resource: evidence, span: evidence.root.at('metadata', 'name').span, message: `a part of this way: ${evidence.kind.kind} ${evidence.name ?? ''}` }] });
    }
  },
});

interface Leads {
  readonly destination: Destination;
  readonly resolved: ResolvedHost;
}

interface Way {
  readonly gateways: readonly { readonly name: Text; readonly id: string; readonly found: readonly Resource[]; readonly missing: boolean }[];
  /** The ServiceEntries of the hosts. */
  readonly hosts: readonly Resource[];
  /** Where sidecars send to, and where the gateway does. */
  readonly entry: readonly Leads[];
  readonly exit: readonly Leads[];
}

/** The way through a gateway that a VirtualService shows whole: some of its rules are for sidecars only, some for gateways only. */
function wayOf(lookup: Lookup, resource: Resource): Way | undefined {
  const { hosts, gateways } = virtualServiceView(resource);
  const names = attachedGateways(resource);
  if (names?.includes(mesh) !== true || names.length < 2 || resource.namespace === undefined || lookup.isKustomized(resource)) return undefined;
  const { entry, exit } = leadsOf(lookup, resource);
  if (entry.length === 0 || exit.length === 0) return undefined;
  const named = gateways.flatMap((name) => (name.text === undefined || name.text === mesh ? [] : [resolve(lookup, resource, name, name.text)]));
  return named.some(({ found }) => found.some(servesIngress)) ? undefined
    : { gateways: named, entry, exit, hosts: hosts.flatMap(({ text }) => (text === undefined ? [] : resolveHost(lookup, text, resource.namespace).targets)) };
}

/** Where the rules lead that are for sidecars alone, and those that are for gateways alone. */
function leadsOf(lookup: Lookup, resource: Resource): Pick<Way, 'entry' | 'exit'> {
  const entry: Leads[] = [];
  const exit: Leads[] = [];
  for (const route of virtualServiceView(resource).routes) {
    const { sidecars, gateways } = reachOf(resource, route);
    if (sidecars === gateways) continue;
    for (const destination of route.destinations) {
      if (destination.host.text === undefined || destination.mirror) continue;
      const resolved = resolveHost(lookup, destination.host.text, resource.namespace);
      if (gateways) exit.push({ destination, resolved });
      else if (resolved.service !== undefined) entry.push({ destination, resolved });
    }
  }
  return { entry, exit };
}

function resolve(lookup: Lookup, { namespace }: Resource, name: Text, text: string): Way['gateways'][number] {
  const { name: full, gateways, kubernetesGateways, uncertain } = resolveGateway(lookup, text, namespace);
  return { name, id: gatewayId(full), found: gateways, missing: gateways.length + kubernetesGateways.length === 0 && !uncertain };
}

function missingParts(lookup: Lookup, resource: Resource, { gateways, entry, exit }: Way): readonly Pick<Problem, 'span' | 'message'>[] {
  const rest = 'Add it, if it is in no other place.';
  return [
    ...gateways.filter(({ missing }) => missing).map(({ name, id }) => ({ span: name.value.span, message: `Other parts of this way out are in the workspace, and no Gateway ${id}: without it the gateway drops the requests. ${rest}` })),
    ...exit.filter(({ destination: { host }, resolved: { targets, knownPorts, uncertain } }) => targets.length === 0 && knownPorts === undefined && !uncertain && unresolvedHost(lookup, resource, host.text ?? '') === undefined)
      .map(({ destination, resolved: { host } }) => ({ span: destination.host.value.span, message: `Other parts of this way out are in the workspace, and no ServiceEntry for ${host}: without it the gateway answers every request with 503. ${rest}` })),
    ...entry.filter(({ destination: { host, subset }, resolved }) => subset.text !== undefined && isWithoutRule(lookup, resolved) && misspeltSubset(lookup, resolved.host, subset.text, resource) === undefined && unresolvedHost(lookup, resource, host.text ?? '') === undefined)
      .map(({ destination: { subset }, resolved: { host } }) => ({ span: subset.value.span, message: `Other parts of this way out are in the workspace, and no DestinationRule for ${host} with the subset ${subset.text ?? ''}: without it sidecars answer every request with 503. ${rest}` })),
  ];
}

function isWithoutRule(lookup: Lookup, resolved: ResolvedHost): boolean {
  const { rules, uncertain } = destinationRulesFor(lookup, resolved);
  return rules.length === 0 && !uncertain;
}
