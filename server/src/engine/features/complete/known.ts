// Names that the workspace knows, as they are written where the cursor is.
import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { kubernetesGateway, namespace as namespaceKind } from '../../kinds/targets.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import { destinationRulesFor } from '../../references/destination-rules.ts';
import { mesh } from '../../references/gateways.ts';
import { resolveHost } from '../../references/services.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { portsOf } from '../../views/ports.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import type { Source } from '../locate.ts';
import { sortKey } from './candidate.ts';
import type { Candidate, Slot } from './candidate.ts';

/** More names than anybody reads; what is typed narrows them down. */
const limit = 1000;

function* resources({ workspace }: Source): Generator<Resource> {
  for (const { entries } of workspace.manifests.values()) for (const entry of entries) yield* entry.resources;
}

/** Gateways as a VirtualService names them: those of its own namespace by name alone. */
export function gatewayNames(slot: Slot, dialect: string): readonly Candidate[] {
  const declared = dialect === 'match' ? slot.root.at('spec', 'gateways').items().map((item) => item.string).filter((one) => one !== undefined) : [];
  if (declared.length > 0) return declared.map((text, index) => ({ text, reference: true, detail: 'of spec.gateways', sort: sortKey(0, index) }));
  const found = candidates(slot, (one) => {
    if ((one.kind !== gateway && one.kind !== kubernetesGateway) || one.name === undefined) return [];
    return [one.namespace === undefined || one.namespace === slot.namespace ? one.name : `${one.namespace}/${one.name}`];
  });
  return [{ text: mesh, detail: 'the sidecars of all workloads', sort: sortKey(0, 0) }, ...found];
}

/** Hosts as the field takes them. */
export function hostNames(slot: Slot, dialect: string): readonly Candidate[] {
  if (dialect === 'service-entry' || dialect === 'external-name') return [];
  if (dialect === 'sidecar') return sidecarHosts(slot);
  const clusterNames = dialect === 'destination' || dialect === 'destination-rule' || dialect === 'virtual-service' || dialect === 'name';
  return candidates(slot, (one) => {
    if (one.kind === serviceEntry) return hostsOf(one);
    if (one.kind === virtualService && dialect === 'gateway') return one.root.at('spec', 'hosts').items().flatMap((item) => item.string ?? []);
    if (one.kind !== service || one.name === undefined || !clusterNames) return [];
    const full = one.namespace === undefined ? [] : [fullName(slot, one.name, one.namespace)];
    return one.namespace === slot.namespace && dialect !== 'name' ? [one.name, ...full] : full;
  });
}

function hostsOf(resource: Resource): readonly string[] {
  return serviceEntryHosts(resource).flatMap(({ text }) => text ?? []);
}

function fullName({ lookup }: Slot, name: string, namespace: string): string {
  return `${name}.${namespace}.svc.${lookup.options.clusterDomain}`;
}

function sidecarHosts(slot: Slot): readonly Candidate[] {
  const usual = ['./*', `${slot.lookup.options.rootNamespace}/*`];
  const found = candidates(slot, (one) => {
    const at = one.namespace === undefined ? '*' : one.namespace === slot.namespace ? '.' : one.namespace;
    if (one.kind === serviceEntry) return hostsOf(one).map((host) => `${at}/${host}`);
    return one.kind === service && one.name !== undefined && one.namespace !== undefined ? [`${at}/${fullName(slot, one.name, one.namespace)}`] : [];
  });
  return [...usual.map((text, index) => ({ text, detail: index === 0 ? 'all of this namespace' : 'all of Istio’s own', sort: sortKey(0, index) })), ...found];
}

export function namespaceNames(slot: Slot, dialect: string): readonly Candidate[] {
  const signs = dialect === 'export-to' ? [['.', 'this namespace'], ['*', 'all namespaces'], ['~', 'none']] as const : [];
  const names = candidates(slot, (one) => (one.kind === namespaceKind ? [one.name] : [one.namespace]).filter((name) => name !== undefined));
  return [...signs.map(([text, detail], index) => ({ text, detail, sort: sortKey(0, index) })), ...names.map(({ text, sort }) => ({ text, sort, reference: true }))];
}

/** The subsets that DestinationRules give the host beside the cursor. */
export function subsetNames(slot: Slot): readonly Candidate[] {
  const host = slot.cursor.at.parent?.at('host').string;
  if (host === undefined) return [];
  const { rules } = destinationRulesFor(slot.lookup, resolveHost(slot.lookup, host, slot.namespace));
  return rules.flatMap((rule) => destinationRuleView(rule).subsets.flatMap(({ text }) => text ?? []).map((text, index) => ({ text, reference: true, detail: nameOf(rule), sort: sortKey(0, index) })));
}

/** The ports of the destination that the cursor is in; `undefined` where it is in none, or in one that is not known. */
export function destinationPorts(slot: Slot): readonly Candidate[] | undefined {
  const { at } = slot.cursor;
  if (at.step !== 'number' || at.parent?.step !== 'port') return undefined;
  const host = slot.kind === virtualService ? at.parent.parent?.at('host').string : slot.kind === destinationRule ? slot.root.at('spec', 'host').string : undefined;
  if (host === undefined) return undefined;
  const { targets, knownPorts } = resolveHost(slot.lookup, host, slot.namespace);
  const found = targets.flatMap((target) => portsOf(target).ports.map(({ number, name, protocol }, index) => ({
    text: String(number), bare: true, reference: true, detail: [protocol, name, nameOf(target)].filter((one) => one !== undefined).join(', '), sort: sortKey(0, index),
  })));
  if (found.length > 0) return found;
  return knownPorts?.map((port, index) => ({ text: String(port), bare: true, sort: sortKey(0, index) }));
}

function nameOf({ kind, namespace, name }: Resource): string {
  return `${kind.kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? '?'}`;
}

/** Each name once, with the first resource that has it. */
function candidates(slot: Slot, namesOf: (resource: Resource) => readonly string[]): readonly Candidate[] {
  const found = new Map<string, Resource>();
  for (const one of resources(slot.source)) {
    for (const name of namesOf(one)) if (!found.has(name)) found.set(name, one);
    if (found.size >= limit) break;
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, one], index) => ({ text, reference: true, detail: nameOf(one), sort: sortKey(1, index) }));
}
