// The resources that a reference finds in the workspace: for hover and for going to the definition.
import { serviceEntry } from '../kinds/service-entry.ts';
import { kubernetesGateway } from '../kinds/kubernetes-gateway.ts';
import { service } from '../kinds/service.ts';
import { namespace as namespaceKind } from '../kinds/targets.ts';
import type { Lookup } from '../model/rule.ts';
import type { Resource } from '../model/resource.ts';
import { destinationRulesFor } from '../references/destination-rules.ts';
import { listenersOf, resolveObject } from '../references/gateway-api.ts';
import { resolveGateway } from '../references/gateways.ts';
import { resolveHost } from '../references/services.ts';
import type { ResolvedHost } from '../references/services.ts';
import { workloadsSelectedBy } from '../references/workloads.ts';
import { destinationRuleView } from '../views/destination-rule.ts';
import { kubernetesGatewayView } from '../views/gateway-api.ts';
import type { ParentRef } from '../views/gateway-api.ts';
import { portsOf } from '../views/ports.ts';
import { serviceEntryHosts } from '../views/service-entry.ts';
import { findByName } from '../workspace/indexes/by-name.ts';
import type { Value } from '../yaml/value.ts';
import type { Reference } from './meanings/meaning.ts';

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
    case 'object':
      return objectTargets(reference, resource, lookup);
    case 'listener':
      return listenerTargets(reference.ref, resource, lookup);
    case 'subset':
      return subsetTargets(reference.host, reference.name, resource, lookup);
    case 'pods':
      return podTargets(reference, lookup);
    case 'namespace': {
      const { found, unnamed } = findByName(lookup, namespaceKind, undefined, reference.name);
      return { found: found.map(named), uncertain: unnamed };
    }
  }
}

/** The place of a resource's name. */
export function named(resource: Resource): Target {
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

function podTargets({ labels, namespace }: Extract<Reference, { type: 'pods' }>, lookup: Lookup): Targets {
  const { workloads, uncertain } = workloadsSelectedBy(lookup, labels);
  return { found: workloads.filter((one) => namespace === undefined || one.namespace === undefined || one.namespace === namespace).map(named), uncertain };
}

function objectTargets({ kind, ref, port }: Extract<Reference, { type: 'object' }>, resource: Resource, lookup: Lookup): Targets {
  const { found = [], uncertain = true } = resolveObject(lookup, kind, ref, resource) ?? {};
  if (port === undefined) return { found: found.map(named), uncertain };
  const places = found.flatMap((one) => (kind === kubernetesGateway
    ? kubernetesGatewayView(one).listeners.filter((listener) => listener.port === port).map(({ value }) => ({ resource: one, value: value.at('port') }))
    : portsOf(one).ports.filter(({ number }) => number === port).map(({ at }) => ({ resource: one, value: at }))));
  return { found: places, uncertain: uncertain || found.length === 0 };
}

function listenerTargets(ref: ParentRef, resource: Resource, lookup: Lookup): Targets {
  const { found = [], uncertain = true } = resolveObject(lookup, kubernetesGateway, ref, resource) ?? {};
  return { found: found.flatMap((gateway) => listenersOf(gateway, ref).map(({ name }) => ({ resource: gateway, value: name.value }))), uncertain: uncertain || found.length === 0 };
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
