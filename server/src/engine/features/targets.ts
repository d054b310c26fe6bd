// What a value refers to, and the resources that it finds in the workspace: for hover and for going to the definition.
import { serviceEntry } from '../kinds/service-entry.ts';
import { service } from '../kinds/service.ts';
import { virtualService } from '../kinds/virtual-service.ts';
import { destinationRule } from '../kinds/destination-rule.ts';
import { gateway } from '../kinds/gateway.ts';
import { networkPolicy } from '../kinds/network-policy.ts';
import { namespace as namespaceKind } from '../kinds/targets.ts';
import type { Lookup } from '../model/rule.ts';
import type { Resource } from '../model/resource.ts';
import { destinationRulesFor } from '../references/destination-rules.ts';
import { mesh, resolveGateway } from '../references/gateways.ts';
import { resolveHost } from '../references/services.ts';
import type { ResolvedHost } from '../references/services.ts';
import { workloadsSelectedBy } from '../references/workloads.ts';
import { destinationRuleView } from '../views/destination-rule.ts';
import { portsOf } from '../views/ports.ts';
import { labelsAt } from '../views/read.ts';
import { serviceEntryHosts } from '../views/service-entry.ts';
import { findByName } from '../workspace/indexes/by-name.ts';
import type { Value } from '../yaml/value.ts';
import { splitHost } from './hover/host.ts';
import { meaningOf } from './locate.ts';
import type { FieldPlace } from './locate.ts';

/** What a value says it refers to. */
export type Reference =
  | { readonly type: 'gateway'; readonly text: string }
  | { readonly type: 'mesh' }
  /** `needed`: without a target the traffic goes nowhere; other hosts may be nobody's. */
  | { readonly type: 'host'; readonly text: string; readonly namespace: string | undefined; readonly needed: boolean }
  | { readonly type: 'subset'; readonly host: string; readonly name: string }
  | { readonly type: 'port'; readonly host: string; readonly number: number }
  | { readonly type: 'pods'; readonly labels: ReadonlyMap<string, string>; readonly namespace: string | undefined }
  | { readonly type: 'namespace'; readonly name: string };

/** A resource that is referred to, and the place in it that says so. */
export interface Target {
  readonly resource: Resource;
  readonly value: Value;
}

export interface Targets {
  readonly found: readonly Target[];
  /** What is not known here may be meant, so that nothing can be called missing. */
  readonly uncertain: boolean;
  /** Ports of a Service that every mesh has without its being here. */
  readonly knownPorts?: readonly number[];
}

/** What the value at a place refers to; `undefined` where it refers to nothing. */
export function referenceAt(place: FieldPlace): Reference | undefined {
  const { meaning, dialect } = meaningOf(place.schemas[place.schemas.length - 1]);
  if (meaning === 'port') return portReference(place);
  const { string } = place.value;
  return (string === undefined ? undefined : nameReference(string, meaning, dialect, place)) ?? selectorReference(place);
}

function nameReference(text: string, meaning: string, dialect: string, { value, resource }: FieldPlace): Reference | undefined {
  switch (meaning) {
    case 'host':
      return hostReference(text, dialect, resource);
    case 'gateway-name':
      return text === mesh ? { type: 'mesh' } : { type: 'gateway', text };
    case 'subset':
      return dialect === 'reference' ? subsetReference(value, text) : undefined;
    case 'namespace':
      return dialect !== 'authz' && /^[a-z0-9-]+$/.test(text) ? { type: 'namespace', name: text } : undefined;
    default:
      return undefined;
  }
}

const referringHosts: ReadonlySet<string> = new Set(['destination', 'destination-rule', 'virtual-service', 'gateway', 'sidecar', 'sni', 'name']);

function hostReference(text: string, dialect: string, resource: Resource): Reference | undefined {
  const { host } = splitHost(text, dialect);
  if (!referringHosts.has(dialect) || host === '' || host === '*') return undefined;
  return { type: 'host', text: host, namespace: resource.namespace, needed: dialect === 'destination' || dialect === 'destination-rule' };
}

function subsetReference(value: Value, name: string): Reference | undefined {
  const host = value.parent?.at('host').string;
  return host === undefined ? undefined : { type: 'subset', host, name };
}

/** The port of a destination, or of the settings that a DestinationRule has for a port. */
function portReference({ value, resource }: FieldPlace): Reference | undefined {
  const { number } = value;
  if (number === undefined || value.step !== 'number' || value.parent?.step !== 'port') return undefined;
  const holder = value.parent.parent;
  const host = resource.kind === virtualService ? holder?.at('host').string : resource.kind === destinationRule ? resource.root.at('spec', 'host').string : undefined;
  return host === undefined ? undefined : { type: 'port', host, number };
}

const selectorFields: ReadonlySet<unknown> = new Set(['selector', 'podSelector', 'namespaceSelector', 'workloadSelector', 'sourceLabels']);

/** A selector of pods, whichever part of it the place is. */
function selectorReference({ value, resource }: FieldPlace): Reference | undefined {
  const selector = selectorAround(value, resource.root);
  if (selector === undefined || inMatchExpressions(value, selector)) return undefined;
  const named = [selector.at('matchLabels'), selector.at('labels')].find((one) => one.type === 'map');
  const { labels, complete } = labelsAt(named ?? selector);
  if (!complete || labels.size === 0 || selector.at('matchExpressions').items().length > 0) return undefined;
  if (selector.step !== 'namespaceSelector') return { type: 'pods', labels, namespace: reachOf(selector, resource) };
  const name = labels.size === 1 ? labels.get('kubernetes.io/metadata.name') : undefined;
  return name === undefined ? undefined : { type: 'namespace', name };
}

function selectorAround(value: Value, root: Value): Value | undefined {
  for (let at: Value | undefined = value; at !== undefined && at !== root; at = at.parent) if (selectorFields.has(at.step)) return at;
  return undefined;
}

function inMatchExpressions(value: Value, selector: Value): boolean {
  for (let at: Value | undefined = value; at !== undefined && at !== selector; at = at.parent) if (at.step === 'matchExpressions') return true;
  return false;
}

/** The namespace in which a selector looks for pods; `undefined` for all, or for one that is not known. */
function reachOf(selector: Value, resource: Resource): string | undefined {
  if (resource.kind === gateway || selector.step === 'sourceLabels') return undefined;
  if (resource.kind === networkPolicy && selector.parent?.at('namespaceSelector').exists === true) return undefined;
  return resource.namespace;
}

/** The resources that a reference finds. */
export function targetsOf(reference: Reference, resource: Resource, lookup: Lookup): Targets {
  switch (reference.type) {
    case 'mesh':
      return { found: [], uncertain: true };
    case 'gateway': {
      const { gateways, kubernetesGateways, uncertain } = resolveGateway(lookup, reference.text, resource.namespace);
      return { found: [...gateways, ...kubernetesGateways].map(named), uncertain };
    }
    case 'host': {
      const resolved = resolveHost(lookup, reference.text, reference.namespace);
      return { found: resolved.targets.map((one) => hostTarget(one, resolved)), uncertain: resolved.uncertain, ...knownPortsOf(resolved) };
    }
    case 'port':
      return portTargets(reference.host, reference.number, resource, lookup);
    case 'subset':
      return subsetTargets(reference.host, reference.name, resource, lookup);
    case 'pods': {
      const { workloads, uncertain } = workloadsSelectedBy(lookup, reference.labels);
      const here = workloads.filter((one) => reference.namespace === undefined || one.namespace === undefined || one.namespace === reference.namespace);
      return { found: here.map(named), uncertain };
    }
    case 'namespace': {
      const { found, unnamed } = findByName(lookup, namespaceKind, undefined, reference.name);
      return { found: found.map(named), uncertain: unnamed };
    }
  }
}

function named(resource: Resource): Target {
  const name = resource.root.at('metadata', 'name');
  return { resource, value: name.exists ? name : resource.root.at('kind') };
}

function knownPortsOf({ knownPorts }: ResolvedHost): Pick<Targets, 'knownPorts'> {
  return knownPorts === undefined ? {} : { knownPorts };
}

/** A ServiceEntry is referred to by a host of its list, a Service by its name. */
function hostTarget(resource: Resource, { host }: ResolvedHost): Target {
  if (resource.kind !== serviceEntry) return named(resource);
  const hosts = serviceEntryHosts(resource);
  const meant = hosts.find((one) => one.text === host) ?? hosts.find((one) => one.text?.startsWith('*') === true && host.endsWith(one.text.slice(1)));
  return meant === undefined ? named(resource) : { resource, value: meant.value };
}

function portTargets(host: string, number: number, resource: Resource, lookup: Lookup): Targets {
  const resolved = resolveHost(lookup, host, resource.namespace);
  const found = resolved.targets.flatMap((one) => portsOf(one).ports.filter((port) => port.number === number).map((port) => ({ resource: one, value: port.at })));
  const uncertain = resolved.uncertain || resolved.targets.length === 0 || resolved.targets.some((one) => one.kind === service && !portsOf(one).complete);
  return { found, uncertain, ...knownPortsOf(resolved) };
}

function subsetTargets(host: string, name: string, resource: Resource, lookup: Lookup): Targets {
  const { rules, uncertain } = destinationRulesFor(lookup, resolveHost(lookup, host, resource.namespace));
  const found = rules.flatMap((rule) => destinationRuleView(rule).subsets.filter((subset) => subset.text === name).map((subset) => ({ resource: rule, value: subset.value })));
  return { found, uncertain: uncertain || rules.length === 0 };
}
