import type { Problem } from '../../model/finding.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { allowsNamespace, kindsAllowed, listenersOf, parentKind, resolveObject } from '../../references/gateway-api.ts';
import { hostsOverlap } from '../../text/host.ts';
import { nearestName } from '../../text/nearest.ts';
import { gatewayRoute, kubernetesGatewayView, routeKinds } from '../../views/gateway-api.ts';
import type { KubernetesGateway, Listener, ParentRef } from '../../views/gateway-api.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiListenerMismatch = referenceRule({
  id: 'gatewayapi-listener-mismatch',
  title: 'Route that no listener of its Gateway takes',
  severity: 'error',
  since: '0.1.0',
  kinds: routeKinds,
  docs: `A Gateway takes a route only if one of its listeners does: one with the \`sectionName\` and \`port\` that the route asks for, that takes routes of this kind and of this namespace, and that has a host in common with it. Otherwise the route counts nowhere, and requests that reach the gateway get 404, or their connection is closed.

A listener without \`allowedRoutes.namespaces\` takes routes of the Gateway's own namespace only. That is the usual mistake with an egress gateway that serves other namespaces.

**Do:** what the message says: correct the reference, or let the listener take the route (\`allowedRoutes: {namespaces: {from: All}}\`).`,
  check(resource, lookup, report) {
    for (const parent of gatewayRoute(resource).parents) {
      if (parentKind(parent) !== kubernetesGateway) continue;
      const resolved = resolveObject(lookup, kubernetesGateway, parent, resource);
      const [gateway] = resolved?.found ?? [];
      if (gateway === undefined || resolved?.found.length !== 1 || resolved.uncertain || !isWhole(gateway)) continue;
      const problem = mismatch(resource, lookup, parent, gateway);
      if (problem !== undefined) report({ ...problem, related: [{ resource: gateway, span: gateway.root.at('spec', 'listeners').keySpan, message: `the listeners of ${gateway.name ?? ''}` }] });
    }
  },
});

/** Whether all listeners of a Gateway are known. Without any it is refused, and nothing follows for its routes. */
function isWhole(gateway: Resource): boolean {
  const { complete, listeners } = kubernetesGatewayView(gateway);
  return complete && listeners.length > 0;
}

/** The first condition that no listener meets of those that meet the ones before. */
function mismatch(route: Resource, lookup: Lookup, parent: ParentRef, gateway: Resource): Problem | undefined {
  const asked = listenersOf(gateway, parent);
  if (asked.length === 0) return noListener(parent, gateway, kubernetesGatewayView(gateway));
  const { kind: { kind }, namespace } = route;
  const ofKind = asked.filter((one) => kindsAllowed(one)?.includes(kind) !== false);
  if (ofKind.length === 0) return { span: parent.name.value.span, message: `No listener of the Gateway ${gateway.name ?? ''} takes ${kind}s${protocolsOf(asked)}: the route counts nowhere. Use another kind of route, or another listener.` };
  const ofNamespace = ofKind.filter((one) => allowsNamespace(lookup, one, gateway, namespace) !== false);
  if (ofNamespace.length === 0) {
    return { span: parent.name.value.span, message: `The Gateway ${gateway.name ?? ''} takes no routes of namespace ${namespace ?? ''}, so this one counts nowhere. Let its listener take them (allowedRoutes.namespaces.from: All), or move the route to namespace ${gateway.namespace ?? ''}.` };
  }
  return hostMismatch(route, gateway, ofNamespace);
}

function noListener({ sectionName, port, name }: ParentRef, gateway: Resource, { listeners }: KubernetesGateway): Problem {
  const names = listeners.flatMap((one) => one.name.text ?? []);
  if (sectionName !== 'absent' && sectionName.text !== undefined && !names.includes(sectionName.text)) {
    const hint = nearestName(sectionName.text, names);
    return { span: sectionName.value.span, message: `The Gateway ${gateway.name ?? ''} has no listener ${sectionName.text}: the route counts nowhere. It has ${names.join(', ')}.${hint === undefined ? '' : ` Did you mean ${hint}?`}` };
  }
  const ports = [...new Set(listeners.map((one) => one.port))].join(', ');
  return { span: port.exists ? port.span : name.value.span, message: `The Gateway ${gateway.name ?? ''} has no such listener on port ${port.source}: the route counts nowhere. It has ${ports}.` };
}

function protocolsOf(listeners: readonly Listener[]): string {
  const protocols = [...new Set(listeners.flatMap(({ protocol }) => protocol ?? []))];
  return protocols.length === 0 ? '' : ` (they speak ${protocols.join(', ')})`;
}

function hostMismatch(route: Resource, gateway: Resource, listeners: readonly Listener[]): Problem | undefined {
  const { hostnames } = gatewayRoute(route);
  const hosts = listeners.map(({ hostname }) => hostname);
  if (hostnames.length === 0 || hostnames.some(({ text }) => text === undefined) || hosts.some((one) => one === undefined || one === '')) return undefined;
  if (hostnames.some(({ text }) => hosts.some((host) => hostsOverlap(text ?? '', host ?? '')))) return undefined;
  const [first] = hostnames;
  return first === undefined ? undefined : { span: first.value.span, message: `No listener of the Gateway ${gateway.name ?? ''} takes ${hostnames.map(({ text }) => text).join(', ')}: they are for ${[...new Set(hosts)].join(', ')}, and the route counts nowhere. Use one of these hosts, or add the host to the Gateway.` };
}
