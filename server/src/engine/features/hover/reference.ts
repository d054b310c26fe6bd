// The essentials of what a value refers to, where the workspace has it.
import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import type { Lookup } from '../../model/rule.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import { destinationRulesFor } from '../../references/destination-rules.ts';
import { nearestObject, resolveObject } from '../../references/gateway-api.ts';
import { nearestGateway } from '../../references/gateways.ts';
import { nearestHost, resolveHost } from '../../references/services.ts';
import { fileNameOf } from '../../text/uri.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { kubernetesGatewayView } from '../../views/gateway-api.ts';
import type { Listener, ObjectRef } from '../../views/gateway-api.ts';
import { gatewayView } from '../../views/gateway.ts';
import { portsOf } from '../../views/ports.ts';
import { labelsAt } from '../../views/read.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import type { FieldPlace } from '../locate.ts';
import { bullets, capped, code, counted, paragraphs } from '../markdown.ts';
import type { Reference } from '../meanings/meaning.ts';
import { referenceAt } from '../reference.ts';
import { named, targetsOf } from '../targets.ts';
import type { Target, Targets } from '../targets.ts';
import { enumerated } from '../../text/words.ts';

const shownTargets = 4;

/** What the value at a place refers to; `undefined` where it refers to nothing. */
export function describeReference(place: FieldPlace, lookup: Lookup): string | undefined {
  const reference = referenceAt(place);
  if (reference === undefined) return undefined;
  if (reference.type === 'mesh') return `**${code('mesh')}** — no Gateway, but the sidecars of all workloads: the routes count for traffic within the mesh.`;
  const targets = targetsOf(reference, place.resource, lookup);
  if (reference.type === 'pods') return podsText(reference, targets);
  if (targets.found.length === 0) return missingText(reference, targets, place.resource, lookup);
  const shown = targets.found.slice(0, shownTargets).map((target) => essentials(target, reference));
  const more = targets.found.length - shown.length;
  return paragraphs(...shown, more > 0 ? `… and ${more} more` : undefined);
}

/** What there is in the place of what is not: something of nearly the same name, or the names that there are. */
function missingText(reference: Reference, { uncertain, knownPorts }: Targets, resource: Resource, lookup: Lookup): string | undefined {
  if (knownPorts?.length === 0) return 'Said by the settings to be there without being in the workspace.';
  if (knownPorts !== undefined) return `A Service that Kubernetes or Istio installs, usually with ${knownPorts.length === 1 ? 'port' : 'ports'} ${enumerated(knownPorts.map(String))}.`;
  if (uncertain) return undefined;
  const target = nearTarget(reference, resource, lookup);
  if (target !== undefined) return `Not here, but nearly so:\n\n${essentials(named(target), reference)}`;
  const names = existingNames(reference, resource, lookup);
  const what = reference.type === 'listener' ? 'Gateway' : reference.type === 'object' ? reference.kind.kind : 'host';
  return names.length === 0 ? undefined : `The ${what} has ${enumerated(capped(names, 6))}.`;
}

function nearTarget(reference: Reference, resource: Resource, lookup: Lookup): Resource | undefined {
  if (reference.type === 'gateway') return nearestGateway(lookup, reference.text, resource.namespace)?.target;
  if (reference.type === 'object') {
    const resolved = reference.port === undefined ? resolveObject(lookup, reference.kind, reference.ref, resource) : undefined;
    return resolved === undefined ? undefined : nearestObject(lookup, resolved, resource)?.target;
  }
  return reference.type === 'host' && reference.needed ? nearestHost(lookup, resolveHost(lookup, reference.text, reference.namespace))?.target : undefined;
}

/** The subsets or ports of the host of which another one is named. */
function existingNames(reference: Reference, { namespace }: Resource, lookup: Lookup): readonly string[] {
  if (reference.type === 'subset') {
    const { rules } = destinationRulesFor(lookup, resolveHost(lookup, reference.host, namespace));
    return [...new Set(rules.flatMap((rule) => destinationRuleView(rule).subsets.flatMap(({ text }) => text ?? [])))].map((name) => `the subset ${code(name)}`);
  }
  if (reference.type === 'listener') return listenersAround(reference.ref, lookup, namespace).flatMap(({ name }) => (name.text === undefined ? [] : [`the listener ${code(name.text)}`]));
  if (reference.type === 'object' && reference.port !== undefined) return portsAround(reference, lookup, namespace).map((port) => `port ${port}`);
  if (reference.type !== 'port') return [];
  return resolveHost(lookup, reference.host, namespace).targets.flatMap((target) => portsOf(target).ports.map((port) => `port ${portText(port)}`));
}

function listenersAround(ref: ObjectRef, lookup: Lookup, namespace: string | undefined): readonly Listener[] {
  return (resolveObject(lookup, kubernetesGateway, ref, { namespace })?.found ?? []).flatMap((one) => kubernetesGatewayView(one).listeners);
}

function portsAround({ kind, ref }: Extract<Reference, { type: 'object' }>, lookup: Lookup, namespace: string | undefined): readonly string[] {
  if (kind === kubernetesGateway) return [...new Set(listenersAround(ref, lookup, namespace).flatMap(({ port }) => port?.toString() ?? []))];
  return (resolveObject(lookup, kind, ref, { namespace })?.found ?? []).flatMap((one) => portsOf(one).ports.map(portText));
}

function podsText({ labels, namespace }: Extract<Reference, { type: 'pods' }>, { found }: Targets): string {
  const wanted = enumerated([...labels].map(([key, value]) => code(`${key}=${value}`)));
  const where = namespace === undefined ? '' : ` in namespace ${code(namespace)}`;
  const names = capped(found.map(({ resource }) => `${resource.kind.kind} ${code(qualifiedName(resource))}`), 6);
  return `Pods with ${wanted}${where}${names.length === 0 ? '.' : `; here: ${enumerated(names)}.`}`;
}

function essentials({ resource, value }: Target, reference: Reference): string {
  const head = `**${resource.kind.kind} ${code(qualifiedName(resource))}** in ${code(fileNameOf(resource.entry.uri))}`;
  const lines = linesAbout(resource, value, reference);
  return lines.length === 0 ? head : `${head}\n${bullets(lines)}`;
}

function linesAbout(resource: Resource, value: Target['value'], reference: Reference): readonly string[] {
  if (reference.type === 'subset') return subsetLines(value.parent ?? value);
  const ofPart = reference.type === 'listener' || (reference.type === 'object' && reference.port !== undefined);
  if (resource.kind === kubernetesGateway && ofPart) return kubernetesGatewayView(resource).listeners.filter((one) => one.value === value.parent).map(listenerText);
  return reference.type === 'port' || ofPart ? portLines(resource, value.number) : linesOf(resource);
}

function linesOf(resource: Resource): readonly string[] {
  switch (resource.kind) {
    case gateway:
      return gatewayLines(resource);
    case kubernetesGateway:
      return kubernetesGatewayLines(resource);
    case serviceEntry:
      return serviceEntryLines(resource);
    case service:
      return serviceLines(resource);
    case destinationRule:
      return [];
    default:
      return [];
  }
}

function gatewayLines(resource: Resource): readonly string[] {
  const { selector, servers } = gatewayView(resource);
  const lines = servers.map(({ port, protocol, tlsMode, hosts }) => {
    const names = enumerated(capped(hosts.map(({ text }) => code(text ?? '?')), 4));
    return `${port ?? '?'} ${code(protocol ?? '?')}${tlsMode === undefined ? '' : `, TLS ${code(tlsMode)}`}: ${names}`;
  });
  const pods = [...selector.labels].map(([key, value]) => code(`${key}=${value}`));
  return [...capped(lines, 6), ...(pods.length === 0 ? [] : [`on pods with ${enumerated(pods)}`])];
}

function listenerText({ name, port, protocol, tlsMode, hostname }: Listener): string {
  const tls = tlsMode === undefined || tlsMode === 'none' ? '' : `, TLS ${code(tlsMode)}`;
  return `${name.text === undefined ? '' : `${code(name.text)}: `}${port ?? '?'} ${code(protocol ?? '?')}${tls}${hostname === undefined || hostname === '' ? '' : `, for ${code(hostname)}`}`;
}

function kubernetesGatewayLines(resource: Resource): readonly string[] {
  const { className, listeners } = kubernetesGatewayView(resource);
  return [...capped(listeners.map(listenerText), 6), ...(className === undefined ? [] : [`class ${code(className)}`])];
}

function serviceEntryLines(resource: Resource): readonly string[] {
  const spec = resource.root.at('spec');
  const hosts = capped(serviceEntryHosts(resource).map(({ text }) => code(text ?? '?')), 4);
  const how = ['resolution', 'location'].map((field) => spec.at(field).string).filter((one) => one !== undefined).map(code);
  return [`hosts ${enumerated(hosts)}`, ...portsLine(resource), ...(how.length === 0 ? [] : [how.join(', ')])];
}

function serviceLines(resource: Resource): readonly string[] {
  const spec = resource.root.at('spec');
  const external = spec.at('externalName').string;
  const selector = [...labelsAt(spec.at('selector')).labels].map(([key, value]) => code(`${key}=${value}`));
  return [...portsLine(resource), ...(external === undefined ? [] : [`alias of ${code(external)}`]), ...(selector.length === 0 ? [] : [`pods with ${enumerated(selector)}`])];
}

function portsLine(resource: Resource): readonly string[] {
  const ports = portsOf(resource).ports.map(portText);
  return ports.length === 0 ? [] : [`${counted(ports.length, 'port').replace(/^\d+ /, '')} ${enumerated(capped(ports, 6))}`];
}

function portText({ number, protocol, targetPort }: ReturnType<typeof portsOf>['ports'][number]): string {
  const target = targetPort === undefined || targetPort === number ? '' : ` → ${targetPort}`;
  return `${number}${target}${protocol === undefined ? '' : ` ${code(protocol)}`}`;
}

function portLines(resource: Resource, number: number | undefined): readonly string[] {
  const port = portsOf(resource).ports.find((one) => one.number === number);
  if (port === undefined) return [];
  return [`port ${portText(port)}${port.name === undefined ? '' : `, named ${code(port.name)}`}`];
}

function subsetLines(subset: Target['value']): readonly string[] {
  const labels = [...labelsAt(subset.at('labels')).labels].map(([key, value]) => code(`${key}=${value}`));
  const policy = subset.at('trafficPolicy');
  const modes = [policy, ...policy.at('portLevelSettings').items()].map((one) => one.at('tls', 'mode').string).filter((one) => one !== undefined);
  return [
    labels.length === 0 ? 'all endpoints of the host' : `endpoints with ${enumerated(labels)}`,
    ...[...new Set(modes)].map((mode) => `TLS ${code(mode)}`),
  ];
}
