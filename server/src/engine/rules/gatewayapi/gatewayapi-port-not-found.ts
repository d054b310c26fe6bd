import { replaceByPlain } from '../../edits/scalar.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { service } from '../../kinds/service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { isHostname, parentKind, resolveObject } from '../../references/gateway-api.ts';
import { resolveHost } from '../../references/services.ts';
import { generatedGateways } from '../../references/generated-gateway.ts';
import { gatewayRoute, kubernetesGatewayView, routeKinds, targetsOf } from '../../views/gateway-api.ts';
import type { BackendRef, ParentRef } from '../../views/gateway-api.ts';
import { portsOf } from '../../views/ports.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiPortNotFound = referenceRule({
  id: 'gatewayapi-port-not-found',
  title: 'Route with a port that there is not',
  severity: 'error',
  since: '0.1.0',
  kinds: routeKinds,
  fixable: true,
  docs: `A backend names a port that its Service or the ServiceEntry of its host does not have: Istio has no cluster for it and answers every request with 503. Or a \`parentRef\` names a port that its Service or ServiceEntry does not have, and the route never counts. Of what a \`RequestMirror\` filter names only the copies are lost: a warning.

A Service that Istio makes for a Gateway has the ports of its listeners. It is the port of the Service that counts, never the \`targetPort\` of its pods. Ports of a Gateway are \`gatewayapi-listener-mismatch\`.

**Do:** write one of the ports that the message lists, or add the port to the Service or ServiceEntry.`,
  check(resource, lookup, report) {
    for (const parent of gatewayRoute(resource).parents) {
      const problem = wrongPort(parent.port, parentTargets(resource, lookup, parent), 'so the route never counts');
      if (problem !== undefined) report(problem);
    }
    for (const { backend, isMirror } of targetsOf(resource)) {
      const consequence = isMirror ? 'so no copies are sent' : 'so requests are answered with 503';
      const problem = wrongPort(backend.port, backendTargets(resource, lookup, backend), consequence) ?? noListener(resource, lookup, backend, consequence);
      if (problem !== undefined) report({ ...problem, ...(isMirror ? { severity: 'warning' } : {}) });
    }
  },
});

function parentTargets(resource: Resource, lookup: Lookup, parent: ParentRef): readonly Resource[] {
  const kind = parentKind(parent);
  const resolved = kind === undefined || kind === kubernetesGateway ? undefined : resolveObject(lookup, kind, parent, resource);
  return resolved === undefined || resolved.uncertain ? [] : resolved.found;
}

function backendTargets(resource: Resource, lookup: Lookup, backend: BackendRef): readonly Resource[] {
  if (isHostname(backend)) {
    if (backend.name.text === undefined) return [];
    const { targets, uncertain } = resolveHost(lookup, backend.name.text, resource.namespace);
    return uncertain ? [] : targets;
  }
  const resolved = backend.group === '' && backend.kind === 'Service' ? resolveObject(lookup, service, backend, resource) : undefined;
  return resolved === undefined || resolved.uncertain ? [] : resolved.found;
}

function wrongPort(port: Value, targets: readonly Resource[], consequence: string): Problem | undefined {
  const { number } = port;
  if (number === undefined || targets.length === 0 || targets.some(isOpen)) return undefined;
  const ports = targets.flatMap((target) => portsOf(target).ports.map((one) => ({ target, one })));
  if (ports.some(({ one }) => one.number === number)) return undefined;
  const numbers = [...new Set(ports.map(({ one }) => one.number))].sort((a, b) => a - b);
  const [first] = targets;
  const mapped = ports.find(({ one }) => one.targetPort === number)?.one.number;
  const instead = mapped ?? (numbers.length === 1 ? numbers[0] : undefined);
  return {
    span: port.span, message: `${titleOf(first)} has no port ${number}, ${consequence}. ${mapped === undefined ? listed(numbers) : `${number} is the targetPort of its port ${mapped}: write ${mapped}.`}`,
    related: ports.map(({ target, one }) => ({ resource: target, span: one.at.span, message: `port ${one.number} of ${target.kind.kind} ${target.name ?? ''}` })),
    fixes: () => (instead === undefined ? [] : [{ title: `Replace with ${instead}`, preferred: true, edits: [replaceByPlain(port, instead)] }]),
  };
}

/** The port of the health checks of a Service that Istio makes. */
const statusPort = 15021;

/** A Service that Istio makes for a Gateway has the ports of its listeners. */
function noListener(resource: Resource, lookup: Lookup, backend: BackendRef, consequence: string): Problem | undefined {
  const { number } = backend.port;
  const gateways = gatewaysBehind(resource, lookup, backend);
  const [gateway] = gateways;
  if (number === undefined || number === statusPort || gateway === undefined || gateways.some(isUnknown)) return undefined;
  const listeners = gateways.flatMap((one) => kubernetesGatewayView(one).listeners.map((listener) => ({ ...listener, gateway: one })));
  const numbers = [...new Set(listeners.flatMap(({ port }) => port ?? []))].sort((a, b) => a - b);
  if (numbers.includes(number)) return undefined;
  const [only, ...others] = numbers;
  return {
    span: backend.port.span,
    message: `The Service that Istio makes for Gateway ${gateway.name ?? ''} has the ports of its listeners and not ${number}, ${consequence}. ${listed(numbers)}`,
    related: listeners.map(({ value, gateway: at }) => ({ resource: at, span: value.at('port').span, message: `port ${value.at('port').number ?? ''} of Gateway ${gateway.name ?? ''}` })),
    fixes: () => (only === undefined || others.length > 0 ? [] : [{ title: `Replace with ${only}`, preferred: true, edits: [replaceByPlain(backend.port, only)] }]),
  };
}

/** Whether the listeners of a Gateway are not surely all known. */
function isUnknown(gateway: Resource): boolean {
  const { listeners, complete } = kubernetesGatewayView(gateway);
  return gateway.entry.document.partial || !complete || listeners.length === 0 || listeners.some(({ port }) => port === undefined);
}

function gatewaysBehind(resource: Resource, lookup: Lookup, backend: BackendRef): readonly Resource[] {
  const resolved = backend.group === '' && backend.kind === 'Service' ? resolveObject(lookup, service, backend, resource) : undefined;
  return resolved === undefined || resolved.uncertain || resolved.found.length > 0 || lookup.isKustomized(resource) ? [] : generatedGateways(lookup, resolved.name, resolved.namespace);
}

function titleOf(target: Resource | undefined): string {
  return target === undefined ? '' : `${target.kind.kind} ${target.name ?? ''}`;
}

/** Whether a target may have ports that the manifest does not show. */
function isOpen(target: Resource): boolean {
  return !portsOf(target).complete || target.entry.document.partial;
}

function listed(numbers: readonly number[]): string {
  return numbers.length === 0 ? 'It has no ports at all: add one there.' : `It has ${numbers.length === 1 ? 'only' : 'the ports'} ${numbers.join(', ')}.`;
}
