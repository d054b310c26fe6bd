// What is broken behind the gateway's rule: the external host, and the TLS that it gets.
import { appendItem } from '../edits/append.ts';
import { addField } from '../edits/data.ts';
import { fixOf, within } from '../edits/fix.ts';
import { addServiceEntry, likelyProtocol } from '../edits/istio.ts';
import { replaceString } from '../edits/scalar.ts';
import { serviceEntry } from '../kinds/service-entry.ts';
import type { Fix } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import type { NearMiss } from '../references/services.ts';
import { unresolvedHost } from '../references/unresolved-host.ts';
import { exportsOf } from '../references/visibility.ts';
import { isWildcard, parseClusterHost } from '../text/host.ts';
import type { Decision, Hop } from '../trace/model.ts';
import { isVisible, servicesAt, servicesOver } from '../trace/world.ts';
import { externalService, mayBeDynamic } from '../views/external-service.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import { destinationRuleByHost } from '../workspace/indexes/by-host.ts';
import { virtualServiceByDestination, virtualServiceByHost } from '../workspace/indexes/mesh.ts';
import type { Value } from '../yaml/value.ts';
import type { Case, ChainBreak } from './model.ts';
import { decided, named, spanOf } from './places.ts';
import { missingPort } from './ports.ts';
import { breakAt } from './report.ts';
import { gatewayOf } from './subject.ts';

/** A hop of a gateway whose rule leads on. */
export interface Leaving {
  readonly hop: Hop;
  readonly destination: Decision;
  /** The namespace of the gateway's pods. */
  readonly namespace: string;
}

export function leavingOf({ subject: { world }, trace: { hops } }: Case): Leaving | undefined {
  const hop = hops.at(-1);
  const destination = decided(hop, 'destination');
  const before = hops.at(-2)?.service;
  const gateway = before === undefined ? undefined : gatewayOf(world, before);
  if (hop?.proxy !== 'gateway' || destination === undefined || gateway === undefined || gateway === 'unreached') return undefined;
  return { hop, destination, namespace: gateway.proxy.namespace };
}

/** The gateway has no cluster for the host. */
export function noEntry(of: Case, leaving: Leaving): ChainBreak | undefined {
  const { subject: { world, resource } } = of;
  const { hop: { service: host = '' }, destination, namespace } = leaving;
  const hidden = servicesAt(world, host).filter((one) => !isVisible(one, namespace));
  const [first] = hidden;
  if (first !== undefined) return hidden.length === servicesAt(world, host).length ? notVisible(of, leaving, first.resource) : undefined;
  // What another VirtualService lacks is said about that one.
  if (destination.resource !== resource) return undefined;
  return onlyWildcard(of, leaving) ?? (resource.namespace === undefined ? undefined : missing(of, leaving));
}

function notVisible(of: Case, { destination, namespace, hop }: Leaving, entry: Decision['resource']): ChainBreak | undefined {
  if (entry.kind !== serviceEntry || entry.namespace === undefined) return undefined;
  const { exportToValue } = meshServiceView(entry);
  return breakAt(of, 'egress-chain-service-entry-not-visible', entry, exportToValue.span, {
    message: `The gateway in namespace ${namespace} does not see this ServiceEntry, which is exported to ${exportsOf(of.subject.world.mesh, entry).join(', ')} only. Requests to ${named(of)} come to the gateway, which has no cluster for ${hop.service ?? ''} and answers 503. Add ${namespace} to exportTo.`,
    related: [{ resource: destination.resource, span: destination.value.at('host').span, message: 'the gateway\'s rule that leads here' }],
    fix: () => {
      const edit = appendItem(exportToValue, namespace);
      return edit === undefined ? undefined : { title: `Add ${namespace}`, preferred: true, edits: [edit] };
    },
  });
}

function onlyWildcard(of: Case, { hop: { service: host = '', port }, destination }: Leaving): ChainBreak | undefined {
  const over = isWildcard(host) ? entryFor(of) : servicesOver(of.subject.world, host).find((one) => isWildcard(one.host));
  if (over === undefined) return undefined;
  const value = destination.value.at('host');
  const protocol = over.ports.find(({ number }) => number === port)?.value.at('protocol').string;
  return breakAt(of, 'egress-chain-wildcard-destination', destination.resource, value.span, {
    message: isWildcard(host)
      ? `The gateway has no cluster for the wildcard ${host}, which no ServiceEntry has: requests to ${named(of)} are answered with 503. Lead to ${over.host}, or to another host with a ServiceEntry.`
      : `The gateway has no cluster for ${host}, of which only the wildcard ${over.host} is known: requests to ${named(of)} are answered with 503. Add a ServiceEntry with resolution DNS for ${host}.`,
    related: [{ resource: over.resource, span: spanOf(over.resource.root.at('spec', 'hosts')), message: `the ServiceEntry for ${over.host}` }],
    fix: isWildcard(host) || protocol === undefined || port === undefined ? undefined : () => addServiceEntry(destination.resource, host, port, protocol),
  });
}

/** The entry of the host that the application calls, where that is one with addresses. */
function entryFor({ entry }: Case): Case['entry'] {
  return entry === undefined || isWildcard(entry.host) ? undefined : entry;
}

function missing(of: Case, leaving: Leaving): ChainBreak | undefined {
  const { destination: { resource, value } } = leaving;
  const host = value.at('host');
  const found = unresolvedHost(of.subject.lookup, resource, host.string ?? '');
  if (found === undefined) return undefined;
  const { meant, severity, related, resolved } = found;
  const slip = meant?.why === 'spelling' ? slipIn(of, meant, resolved.host) : undefined;
  if (meant !== undefined && slip !== undefined) return misspelt(of, leaving, meant.target, slip, resolved.host);
  return breakAt(of, 'egress-chain-service-entry-missing', resource, host.span, {
    severity, codes: ['IST0101', 'KIA1101'], related,
    message: `No ServiceEntry and no Service has the host ${resolved.host}. Requests to ${named(of)} come to the gateway, which has no cluster for it and answers 503, whatever the outbound traffic policy. ${meant === undefined ? 'Add a ServiceEntry for it, or correct the host.' : `Did you mean ${meant.host}?`}`,
    fix: meant === undefined ? () => addition(of, leaving, resolved.host) : () => ({ title: `Replace with ${meant.host}`, preferred: meant.why !== 'spelling', edits: [replaceString(host, meant.host)] }),
  });
}

/** The host in a ServiceEntry that is almost the VirtualService's, and that nothing else leads to: then the slip is there. */
function slipIn({ subject: { lookup, virtualService } }: Case, { target, host }: NearMiss, wanted: string): Value | undefined {
  const isOwn = virtualService.hosts.some((one) => one.host.toLowerCase() === wanted.toLowerCase());
  if (!isOwn || target.kind !== serviceEntry || isUsed(lookup, host)) return undefined;
  return meshServiceView(target).hosts.find(({ text }) => text?.toLowerCase() === host.toLowerCase())?.value;
}

/** Whether any manifest but the ServiceEntry itself speaks of a host. */
function isUsed(lookup: Lookup, host: string): boolean {
  const key = host.toLowerCase();
  return [virtualServiceByHost, virtualServiceByDestination, destinationRuleByHost].some((index) => lookup.any(index, key));
}

function misspelt(of: Case, { destination: { resource, value } }: Leaving, entry: Resource, at: Value, wanted: string): ChainBreak {
  return breakAt(of, 'egress-chain-service-entry-missing', entry, at.span, {
    codes: ['IST0101', 'KIA1101'],
    message: `No ServiceEntry has the host ${wanted}, which VirtualService ${of.subject.resource.name ?? ''} leads to, and nothing speaks of ${at.string ?? ''}. Requests to ${named(of)} come to the gateway, which has no cluster for it and answers 503. Write ${wanted}.`,
    related: [{ resource, span: spanOf(value.at('host')), message: 'the gateway\'s rule that leads there' }],
    fix: () => fixOf(`Replace with ${wanted}`, within(entry, replaceString(at, wanted)), true),
  });
}

/** Makes the host known with the port that the gateway leads to. */
function addition({ request, subject: { world } }: Case, { hop, destination }: Leaving, host: string): readonly Fix[] {
  if (hop.port === undefined || request.protocol === 'TCP' || parseClusterHost(host, world.clusterDomain) !== undefined || !/\.[a-z][a-z0-9-]*$/i.test(host)) return [];
  return addServiceEntry(destination.resource, host, hop.port, likelyProtocol(hop.port, request.protocol === 'TLS'));
}

/** The ServiceEntry does not have the port. */
export function noEntryPort(of: Case, { hop, destination: { resource, value } }: Leaving): ChainBreak | undefined {
  const entry = decided(hop, 'service')?.resource;
  if (entry?.kind !== serviceEntry || resource !== of.subject.resource) return undefined;
  const { span, advice, ...more } = missingPort(value, hop.port, entry);
  const own = value.at('port', 'number').exists ? '' : ', which is the server\'s and counts where none is named';
  return breakAt(of, 'egress-chain-service-entry-port-missing', resource, span, {
    ...more, codes: ['IST0101'],
    message: `The ServiceEntry for ${hop.service ?? ''} has no port ${hop.port ?? ''}${own}, so the gateway has no cluster for it and answers requests to ${named(of)} with 503. ${advice}`,
  });
}

/** The gateway has a cluster without addresses: it does not know where the application wanted to go. */
export function noAddress(of: Case, { hop, destination }: Leaving): ChainBreak | undefined {
  const entry = decided(hop, 'service')?.resource;
  if (entry?.kind !== serviceEntry) return undefined;
  if (isWildcard(hop.service ?? '')) {
    const dynamic = externalService(entry);
    return breakAt(of, 'egress-chain-wildcard-destination', destination.resource, destination.value.at('host').span, {
      message: `A gateway has no address for the wildcard ${hop.service ?? ''}: it answers requests to ${named(of)} with 503. Lead to a host that has one, with a ServiceEntry of resolution DNS, or give the wildcard's ServiceEntry resolution DYNAMIC_DNS.`,
      related: [{ resource: entry, span: spanOf(entry.root.at('spec', 'hosts')), message: 'the ServiceEntry of the wildcard' }],
      fix: () => (dynamic === undefined || !mayBeDynamic(dynamic) || !dynamic.spec.at('resolution').exists ? [] : fixOf('Use resolution DYNAMIC_DNS', within(entry, replaceString(entry.root.at('spec', 'resolution'), 'DYNAMIC_DNS')))),
    });
  }
  const resolution = entry.root.at('spec', 'resolution');
  return breakAt(of, 'egress-chain-resolution-none', entry, resolution.exists ? resolution.span : entry.root.at('spec', 'hosts').keySpan, {
    message: `${resolution.exists ? 'With resolution NONE' : 'Without a resolution, which means NONE,'} a proxy forwards to the address that the application connected to. A gateway knows no such address, and answers requests to ${named(of)} with 503. Write \`resolution: DNS\`.`,
    related: [{ resource: destination.resource, span: destination.value.at('host').span, message: 'the gateway\'s rule that leads here' }],
    fix: () => (resolution.exists ? fixOf('Replace with DNS', replaceString(resolution, 'DNS'), true) : fixOf('Write resolution: DNS', addField(entry.root.at('spec'), 'resolution', 'DNS'), true)),
  });
}
