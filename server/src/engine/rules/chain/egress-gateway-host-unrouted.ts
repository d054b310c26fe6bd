import { gateway } from '../../kinds/gateway.ts';
import type { Problem } from '../../model/finding.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { servesIngress } from '../../chain/ingress.ts';
import { mesh, sameGateway } from '../../references/gateways.ts';
import { resolveHost } from '../../references/services.ts';
import { hostsOverlap, isWildcard, wildcardsOver } from '../../text/host.ts';
import { gatewayView } from '../../views/gateway.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { virtualServiceByGateway, virtualServiceByHost } from '../../workspace/indexes/mesh.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const egressGatewayHostUnrouted = referenceRule({
  id: 'egress-gateway-host-unrouted',
  title: 'External host at a gateway that nothing leads there',
  severity: 'information',
  since: '0.1.0',
  kinds: [gateway],
  docs: `A server of a Gateway lists an external host that a ServiceEntry of the workspace has, and no VirtualService of the workspace that names the Gateway is for it. A Gateway alone leads nothing: sidecars send requests to the host directly, past the gateway, and the gateway has no route for it (it answers 404, or drops the connection).

It is information, as the VirtualServices may be kept elsewhere; with \`egress.workspaceIsComplete\` it is a warning. Gateways for traffic that comes in, and the host \`*\`, are not judged.

**Do:** add a VirtualService for the host that names \`mesh\` and the Gateway.`,
  check(resource, lookup, report) {
    const { name, namespace } = resource;
    const routed = name === undefined || namespace === undefined || servesIngress(resource) || lookup.isKustomized(resource) ? undefined : routedHosts(lookup, name, namespace);
    if (routed === undefined) return;
    for (const { value, host } of hostsOf(resource)) {
      const entry = isRouted(routed, host) ? undefined : externalAt(lookup, host, namespace);
      if (entry !== undefined && !isLedElsewhere(lookup, host)) report(problemOf(lookup, qualifiedName(resource), value, host, entry));
    }
  },
});

/** The hosts of all servers but `*`, without the namespaces before them. */
function hostsOf(resource: Resource): readonly { readonly value: Value; readonly host: string }[] {
  return gatewayView(resource).servers.flatMap(({ hosts }) => hosts).flatMap(({ value, text }) => {
    const host = text?.slice(text.indexOf('/') + 1).toLowerCase();
    return host === undefined || host === '*' ? [] : [{ value, host }];
  });
}

/** Whether a VirtualService for the host leads it to some gateway: what is wrong with that one is told there. */
function isLedElsewhere(lookup: Lookup, host: string): boolean {
  return lookup.all(virtualServiceByHost, host).some((one) => {
    const { gateways, routes } = virtualServiceView(one);
    return gateways.some(({ text }) => text !== mesh) || routes.some(({ destinations }) => destinations.some((to) => to.host.text?.toLowerCase() !== host));
  });
}

function problemOf(lookup: Lookup, id: string, value: Value, host: string, entry: Resource): Problem {
  return {
    span: value.span, severity: lookup.options.workspaceIsComplete ? 'warning' : 'information',
    message: `No VirtualService in the workspace leads ${host} to this Gateway: sidecars send requests for it directly, past the gateway. Add one that names mesh and ${id}.`,
    related: [{ resource: entry, span: entry.root.at('spec', 'hosts').keySpan, message: `ServiceEntry ${entry.name ?? ''}` }],
  };
}

/** The hosts of all VirtualServices that name a Gateway; `undefined` where not all are known. */
function routedHosts(lookup: Lookup, name: string, namespace: string): ReadonlySet<string> | undefined {
  return lookup.part(virtualServiceByGateway, [name], {
    id: `hosts routed at ${namespace}/${name}`,
    answer: ([all = []]) => {
      const naming = all.filter((one) => virtualServiceView(one).gateways.some(({ text }) => text !== undefined && (one.namespace === undefined || sameGateway(text, `${namespace}/${name}`, one.namespace))));
      const texts = naming.flatMap((one) => virtualServiceView(one).hosts.map(({ text }) => text?.toLowerCase()));
      return texts.includes(undefined) ? undefined : new Set(texts.filter((one) => one !== undefined));
    },
    isSame: (before, now) => before === now || (before?.size === now?.size && before !== undefined && now !== undefined && [...now].every((one) => before.has(one))),
  });
}

function isRouted(routed: ReadonlySet<string>, host: string): boolean {
  if (routed.has(host)) return true;
  return isWildcard(host) ? [...routed].some((one) => hostsOverlap(one, host)) : routed.has('*') || wildcardsOver(host).some((one) => routed.has(one)) || [...routed].some((one) => isOdd(one) && hostsOverlap(one, host));
}

/** A wildcard that is no whole label. */
function isOdd(host: string): boolean {
  return host.startsWith('*') && host !== '*' && !host.startsWith('*.');
}

/** The ServiceEntry that has just this host. */
function externalAt(lookup: Lookup, host: string, namespace: string | undefined): Resource | undefined {
  const { targets, exact, uncertain } = resolveHost(lookup, host, namespace);
  return exact && !uncertain && targets.every((one) => one.kind === serviceEntry && !lookup.isKustomized(one)) ? targets[0] : undefined;
}
