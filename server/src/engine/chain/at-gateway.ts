// Requests that reach the gateway's pods and are taken by no rule there.
import { appendItem } from '../edits/append.ts';
import { replaceData } from '../edits/data.ts';
import { fixOf, within } from '../edits/fix.ts';
import { addIstioObject } from '../edits/istio.ts';
import { replaceByPlain, replaceString } from '../edits/scalar.ts';
import type { Fix } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import { crowd } from '../model/rule.ts';
import { mesh, resolveGateway } from '../references/gateways.ts';
import { workloadsSelectedBy } from '../references/workloads.ts';
import { gatewaysOf, portOf } from '../trace/conditions.ts';
import { isAssumed } from '../trace/assumed.ts';
import { gatewaysReadBy } from '../trace/gateways.ts';
import { isAttached } from '../trace/gateway-listener.ts';
import type { Server } from '../trace/server.ts';
import { isExported } from '../references/visibility.ts';
import { hostCovers } from '../text/host.ts';
import { firstOf } from '../text/words.ts';
import { gatewayView } from '../views/gateway.ts';
import type { RouteBlock } from '../views/gateway.ts';
import { textsAt } from '../views/read.ts';
import { routeOrder } from '../views/route-order.ts';
import { selects } from '../views/workload.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import { virtualServiceByHost } from '../workspace/indexes/mesh.ts';
import type { Arrival } from './arrival.ts';
import type { Case, ChainBreak, SubjectRule } from './model.ts';
import { addRule, gatewayRule, moveRule } from './new-rules.ts';
import { named, spanOf } from './places.ts';
import { inOtherHands } from './partners.ts';
import { breakAt } from './report.ts';
import { unreadRules } from './server-block.ts';
import { blockOf, countsAt, serverFault } from './server-fault.ts';

/** The pods do not read the Gateway that the VirtualService names, or it has no server where they listen. */
export function noServer(of: Case, arrival: Arrival): ChainBreak | undefined {
  const { subject: { attached, gateways, world } } = of;
  if (gateways.length === 0) return inOtherHands(of, arrival, (other) => noServer(other, arrival));
  if (attached.length === 0) return undefined;
  const all = gatewaysReadBy(world, arrival.gateway);
  const read = attached.filter((one) => all.includes(one));
  return read.length === 0 ? wrongPods(of, arrival) : wrongServerPort(of, arrival, read);
}

const otherPods = 'it configures other pods, and these drop them. Give the Gateway the selector of the Service, or lead the requests to the Service of its pods.';
const otherSelector = ', and give it the selector of the Service';

function wrongPods(of: Case, { service, gateway, destination }: Arrival): ChainBreak | undefined {
  const { subject: { attached, gateways } } = of;
  const [at] = attached;
  // Gateways that are not here may be the ones that these pods read.
  if (at === undefined || attached.length < gateways.length) return undefined;
  const { selector } = gatewayView(at);
  const certain = gateway.workload !== undefined && !isAssumed(service.resource);
  const home = gateway.proxy.namespace;
  const isElsewhere = of.subject.world.mesh.scopeGatewayToNamespace && at.namespace !== home;
  const labels = [...service.view.selector].map(([key, value]) => `${key}: ${value}`).join(', ');
  return breakAt(of, 'egress-chain-gateway-workload-mismatch', at, selector.value.exists ? selector.value.keySpan : at.root.at('metadata', 'name').span, {
    ...(workloadsSelectedBy(of.subject.lookup, selector.labels).workloads.length === 0 ? { codes: ['IST0101', 'KIA0302'] } : {}),
    ...(certain ? {} : { severity: 'warning' as const }),
    message: `Requests to ${named(of)} come to the pods of Service ${service.name} (${labels})${isElsewhere ? ` in namespace ${home}` : ''}, which this Gateway does not select: ${isElsewhere ? `here Gateways select pods of their own namespace only. Move it to ${home}${selects(selector.labels, gateway.proxy.labels) ? '' : otherSelector}.` : otherPods}`,
    related: [
      ...(isAssumed(service.resource) ? [] : [{ resource: service.resource, span: service.view.selectorValue.span, message: `the selector of Service ${service.name}` }]),
      { resource: destination.resource, span: spanOf(destination.value.at('host')), message: 'the rule that leads there' },
    ],
    fix: () => (isElsewhere || isAssumed(service.resource) || !selector.value.exists ? undefined : fixOf(`Write the selector of Service ${service.name}`, within(at, replaceData(selector.value, Object.fromEntries(service.view.selector))))),
  });
}

function wrongServerPort(of: Case, { destination: { resource, value }, sender, service, port, servers }: Arrival, read: readonly Resource[]): ChainBreak {
  const own = servers.filter((server) => read.includes(server.resource));
  const at = value.at('port', 'number');
  const numbers = [...new Set(own.map(({ number }) => number))].join(', ');
  const reached = numbersLeadingTo(service, own);
  const [instead] = reached;
  const place = instead === undefined ? serverOr(own, resource, at, value) : { resource, span: spanOf(at.exists ? at : value.at('host')) };
  return breakAt(of, 'egress-chain-server-port-missing', place.resource, place.span, {
    ...(isAssumed(service.resource) ? { severity: 'warning' as const } : {}),
    message: `No server of the Gateway listens on port ${sender.port ?? ''} of the gateway's Service${port === sender.port ? '' : ` (targetPort ${port})`}: ${numbers === '' ? 'it has no servers' : `its servers have ${numbers}`}. Requests to ${named(of)} are dropped at the gateway. ${place.resource === resource ? 'Lead to a port that a server has, or add a server for this one.' : 'Give the server that number, or lead the requests elsewhere.'}`,
    related: [{ resource, span: spanOf(value.at('host')), message: 'the rule that leads to the gateway' }, ...own.map((server) => ({ resource: server.resource, span: spanOf(server.value.at('port', 'number')), message: `server on port ${server.number}` }))],
    fix: () => (instead === undefined ? serverNumber(own, sender.port) : reached.length === 1 && at.exists ? fixOf(`Replace with ${instead}`, replaceByPlain(at, instead)) : []),
  });
}

/** The number of the only server: nothing leads to it, so it has the wrong one. Of several none is to blame, but the rule. */
function serverOr([only, ...more]: readonly Server[], resource: Resource, port: Value, destination: Value): { readonly resource: Resource; readonly span: Span } {
  if (only !== undefined && more.length === 0) return { resource: only.resource, span: spanOf(only.value.at('port', 'number')) };
  return { resource, span: spanOf(port.exists ? port : destination.at('host')) };
}

/** The only server gets the number that requests come to. */
function serverNumber([only, ...more]: readonly Server[], port: number | undefined): readonly Fix[] {
  const number = only?.value.at('port', 'number');
  return only === undefined || more.length > 0 || port === undefined || number?.exists !== true ? [] : fixOf(`Replace with ${port}`, within(only.resource, replaceByPlain(number, port)));
}

/** The ports of a Service that lead to one of some servers. */
function numbersLeadingTo({ ports }: Arrival['service'], servers: readonly Server[]): readonly number[] {
  return ports.filter((one) => servers.some(({ listens, number }) => listens === one.targetPort || number === one.number)).map(({ number }) => number);
}

/** A server listens, but has no rule for the request. */
export function noRule(of: Case, arrival: Arrival): ChainBreak | undefined {
  const { subject: { gateways, virtualService } } = of;
  if (gateways.length === 0) return onlyInMesh(of, arrival);
  const own = arrival.here.filter(({ gateway }) => gateways.includes(gateway));
  if (own.length === 0) return noServer(of, arrival);
  const taking = own.filter((server) => isAttached(server, { ...virtualService, gateways, hosts: hostsOver(of) }));
  if (taking.length === 0) return hostNotServed(of, own);
  const to = arrival.gateway.proxy.namespace;
  if (!isExported(virtualService.exportTo, virtualService.namespace, to)) return notExported(of, to);
  const declared = [...virtualService.http, ...virtualService.tls, ...virtualService.tcp].every(({ matches }) => matches.every((match) => gatewaysOf(match, virtualService.namespace).every((name) => virtualService.gateways.includes(name))));
  // A condition that names an undeclared gateway is a mistake of its own.
  return declared ? wrongRule(of, arrival, taking) : undefined;
}

/** The hosts of the VirtualService that are the request's. */
function hostsOver({ subject: { virtualService }, request }: Case): Case['subject']['virtualService']['hosts'] {
  return virtualService.hosts.filter(({ host }) => hostCovers(host.toLowerCase(), request.host.toLowerCase()));
}

/** More hosts than these say nothing more. */
const shownHosts = 5;

function listedBy(servers: readonly Server[], missed: string): string {
  const hosts = new Set(servers.flatMap(({ value }) => textsAt(value.at('hosts')).flatMap(({ text }) => text ?? [])));
  return hosts.size === 0 ? 'no hosts' : `${firstOf([...hosts], shownHosts)}, and not ${missed}`;
}

function hostNotServed(of: Case, own: readonly Server[]): ChainBreak | undefined {
  const { subject: { resource, virtualService }, request } = of;
  const [server] = own;
  if (server === undefined) return undefined;
  const hosts = server.value.at('hosts');
  const scoped = textsAt(hosts).find(({ text }) => text?.includes('/') === true && hostCovers(text.slice(text.indexOf('/') + 1), request.host));
  const reason = scoped === undefined ? `lists ${listedBy(own, request.host)}` : `takes ${request.host} of VirtualServices in namespace ${scoped.text?.split('/', 1)[0] ?? ''} only, and not of those in ${virtualService.namespace}`;
  // With a namespace that is not written a prefix says nothing.
  if (scoped !== undefined && resource.namespace === undefined) return undefined;
  const added = scoped === undefined ? request.host : `${virtualService.namespace}/${request.host}`;
  const [listedHost] = hostsOver(of);
  // istioctl says it of the VirtualService too.
  return breakAt(of, 'egress-chain-server-host-missing', resource, listedHost?.value.span ?? resource.root.at('spec', 'hosts').keySpan, {
    codes: ['IST0132'], standsAlone: true,
    message: `Requests to ${named(of)} are led to a server of Gateway ${server.gateway}, which ${reason}: the gateway drops them. Add ${added} to the server's hosts.`,
    related: [{ resource: server.resource, span: scoped?.value.span ?? hosts.keySpan, message: 'the hosts of the server' }],
    fix: () => {
      const edit = appendItem(hosts, added);
      return edit === undefined ? undefined : { title: `Add ${added} to the hosts of ${server.gateway}`, edits: [{ resource: server.resource, ...edit }] };
    },
  });
}

function notExported(of: Case, to: string): ChainBreak | undefined {
  const { subject: { resource, virtualService } } = of;
  if (resource.namespace === undefined) return undefined;
  const value = resource.root.at('spec', 'exportTo');
  return breakAt(of, 'egress-chain-vs-not-exported', resource, value.span, {
    message: `The gateway in namespace ${to} does not see this VirtualService, which is exported to ${virtualService.exportTo.join(', ')} only: it has no rule for ${named(of)} and drops the requests that sidecars send there. Add ${to} to exportTo.`,
    fix: () => {
      const edit = appendItem(value, to);
      return edit === undefined ? undefined : { title: `Add ${to}`, preferred: true, edits: [edit] };
    },
  });
}

function wrongRule(of: Case, arrival: Arrival, servers: readonly Server[]): ChainBreak | undefined {
  const { subject: { rules, resource } } = of;
  const reads = [...new Set(servers.map(blockOf))];
  const names = new Set(servers.map(({ gateway }) => gateway));
  const forGateway = rules.filter((rule) => rule.gateways.some((name) => names.has(name)) && rule.rule.resource === resource);
  const read = forGateway.filter(({ block }) => reads.includes(block));
  if (read.length > 0) return wrongPort(of, arrival, servers, read) ?? wrongName(of, read);
  const other = forGateway.filter((rule) => servers.some((one) => countsAt(rule, one))).filter((rule) => !rule.inMesh || rule.destinations.every((one) => one.gateway === undefined));
  const [server] = servers;
  const fault = server === undefined || servers.length > 1 ? undefined : serverFault(of, arrival, server, 'egress-chain-server-block-mismatch');
  if (fault !== undefined) return fault;
  return other.length > 0 ? wrongBlock(of, servers, other, reads) : missing(of, arrival, servers);
}

function missing(of: Case, { destination }: Arrival, [server]: readonly Server[]): ChainBreak | undefined {
  const { subject: { resource, rules, lookup } } = of;
  const block = rules.find(({ rule }) => rule.value.at('route').items().some((item) => item.at('destination') === destination.value))?.block;
  if (server === undefined || block === undefined || destination.resource !== resource) return undefined;
  const meant = meantForGateway(of, server);
  if (meant !== undefined) return forSidecarsOnly(of, server, meant, destination.value);
  return breakAt(of, 'egress-chain-gateway-rule-missing', resource, resource.root.at('spec', block).keySpan, {
    ...(lookup.isKustomized(resource) ? { severity: 'warning' as const } : {}),
    message: `This VirtualService leads ${named(of)} to the gateway ${server.gateway}, and has no ${blockOf(server)} rule that counts there: the gateway does not know where to send the requests, and drops them. Add a rule with \`gateways: [${server.gateway}]\` that leads to the external host.`,
    related: [{ resource, span: destination.value.at('host').span, message: 'the rule that leads to the gateway' }],
    fix: () => {
      const to = blockOf(server);
      const rule = gatewayRule(of, to, server);
      return rule === undefined ? [] : fixOf('Add a rule for the gateway', addRule(resource.root.at('spec'), to, rule));
    },
  });
}

/** A rule that leads outside and that no sidecar comes to, as another one has its matches: it is written for the gateway. */
function meantForGateway({ subject: { resource, rules } }: Case, server: Server): Value | undefined {
  const late = routeOrder(resource).rules.map(({ rule }) => rule);
  const found = rules.find(({ rule, block, inMesh, gateways, destinations }) => block === blockOf(server) && inMesh && gateways.length === 0 && late.includes(rule.value) && destinations.every(({ gateway }) => gateway === undefined));
  return found?.rule.value.at('match').items().map((match) => match.at('gateways')).find(({ exists }) => exists);
}

function forSidecarsOnly(of: Case, { gateway }: Server, gateways: Value, destination: Value): ChainBreak {
  const { subject: { resource, virtualService } } = of;
  const [namespace, name = ''] = gateway.split('/');
  const written = textsAt(resource.root.at('spec', 'gateways')).find(({ text }) => text === gateway || (text === name && namespace === virtualService.namespace))?.text;
  const [only, ...others] = gateways.items();
  const rule = gateways.parent?.parent?.parent;
  return breakAt(of, 'egress-chain-gateway-rule-missing', resource, gateways.span, {
    message: `This rule is for sidecars, as the one before it, which leads ${named(of)} to the gateway: no request comes to it. ${gateway} has no rule of this VirtualService that leads on, and drops the requests. Write the gateway here.`,
    related: [{ resource, span: destination.at('host').span, message: 'the rule that leads to the gateway' }],
    ...(rule === undefined ? {} : { covers: [rule.span] }),
    fix: () => (written === undefined || only === undefined || others.length > 0 ? [] : fixOf(`Replace with ${written}`, replaceString(only, written), true)),
  });
}

/** Whether another VirtualService for the host is meant for a gateway and attached to none, or has no rule that a server reads: that is told of it. */
function isFailedByAnother({ subject: { lookup, resource }, request }: Case): boolean {
  return lookup.first(virtualServiceByHost, request.host.toLowerCase(), crowd).some((one) => {
    if (one === resource || one.entry.isPatch) return false;
    const { gateways } = virtualServiceView(one);
    const named = gateways.flatMap(({ text }) => (text === undefined || text === mesh ? [] : [resolveGateway(lookup, text, one.namespace)]));
    return named.some((found) => found.gateways.length === 0 && found.kubernetesGateways.length === 0) || unreadRules(lookup, one).length > 0;
  });
}

/** The VirtualService counts in the mesh only; whatever else might serve the gateway is not here. */
function onlyInMesh(of: Case, { destination, here }: Arrival): ChainBreak | undefined {
  const { subject: { lookup, resource }, request } = of;
  const listing = here.find((server) => server.hosts.some((host) => !host.startsWith('*') && hostCovers(host.slice(host.indexOf('/') + 1), request.host)));
  if (listing === undefined || lookup.isKustomized(resource) || destination.resource !== resource || isFailedByAnother(of)) return undefined;
  return breakAt(of, 'egress-chain-gateway-rule-missing', resource, destination.value.at('host').span, {
    severity: lookup.options.workspaceIsComplete ? 'error' : 'warning',
    message: `The Gateway ${listing.gateway} serves ${request.host}, but no VirtualService that counts there has a rule for it: the gateway drops what this rule sends there. Add the Gateway to a VirtualService for the host, with a rule that leads outside.`,
    related: [{ resource: listing.resource, span: listing.value.at('hosts').span, message: 'the server' }],
    fix: () => {
      const block = blockOf(listing);
      const rule = gatewayRule(of, block, listing);
      return rule === undefined ? [] : fixOf('Add a VirtualService for the gateway', addIstioObject(resource, 'VirtualService', `${resource.name ?? ''}-at-gateway`, { hosts: [request.host], gateways: [listing.gateway], [block]: [rule] }));
    },
  });
}

function wrongPort(of: Case, { destination }: Arrival, servers: readonly Server[], read: readonly SubjectRule[]): ChainBreak | undefined {
  const { subject: { resource, virtualService, gateways } } = of;
  const matches = read.flatMap(({ rule }) => (rule.matches.length === 0 ? [undefined] : rule.matches.filter((match) => {
    const names = gatewaysOf(match, virtualService.namespace);
    return names.length === 0 || names.some((name) => gateways.includes(name));
  })));
  const numbers = [...new Set(servers.map(({ number }) => number))];
  const ports = matches.map((match) => (match === undefined ? undefined : portOf(match)));
  // Of a rule that also counts for sidecars the port is theirs.
  const [port] = ports.filter((one, index) => one !== undefined && gatewaysOf(matches[index] ?? [], virtualService.namespace).length > 0);
  if (port === undefined || ports.some((one) => one?.number === undefined || numbers.includes(one.number))) return undefined;
  const [server] = servers;
  const instead = numbers.length === 1 ? numbers[0] : undefined;
  const translated = servers.some(({ listens }) => listens === port.number);
  return breakAt(of, 'egress-chain-gateway-port-mismatch', resource, port.span, {
    message: `This rule never counts at the gateway: its port is compared with the number of the server, ${numbers.join(' or ')}, and not with ${translated ? 'the port that the pods listen on' : 'any other port'}. So no rule takes ${named(of)} there, and the gateway drops it. Write ${numbers.join(' or ')}.`,
    related: [
      ...(server === undefined ? [] : [{ resource: server.resource, span: spanOf(server.value.at('port', 'number')), message: `the server that takes the requests has the number ${server.number}` }]),
      { resource: destination.resource, span: spanOf(destination.value.at('port')), message: 'the rule that leads to it' },
    ],
    fix: instead === undefined ? undefined : () => ({ title: `Replace with ${instead}`, preferred: true, edits: [replaceByPlain(port, instead)] }),
  });
}

function wrongName(of: Case, read: readonly SubjectRule[]): ChainBreak | undefined {
  const { subject: { resource, virtualService }, request } = of;
  const names = read.flatMap(({ rule }) => rule.matches.flatMap((match) => textsAt(match[0]?.at('sniHosts') ?? rule.value.at('none'))));
  const [first] = names;
  const ofOthers = names.some(({ text }) => !virtualService.hosts.some(({ host }) => hostCovers(host, text ?? '')));
  if (request.protocol !== 'TLS' || first === undefined || ofOthers || names.some(({ text }) => hostCovers((text ?? '').toLowerCase(), request.host))) return undefined;
  return breakAt(of, 'egress-chain-gateway-rule-missing', resource, first.value.span, {
    message: `No rule takes ${named(of)} at the gateway, as sniHosts of its rule does not list the host: the gateway drops the requests. Add ${request.host} to it.`,
    fix: () => fixOf(`Add ${request.host} to sniHosts`, first.value.parent === undefined ? undefined : appendItem(first.value.parent, request.host)),
  });
}

function wrongBlock(of: Case, [server]: readonly Server[], other: readonly SubjectRule[], reads: readonly RouteBlock[]): ChainBreak | undefined {
  const { subject: { resource } } = of;
  const [rule] = other;
  if (rule === undefined || server === undefined) return undefined;
  const match = rule.rule.value.at('match');
  return breakAt(of, 'egress-chain-server-block-mismatch', resource, match.exists ? match.keySpan : rule.rule.value.keySpan, {
    message: `This ${rule.block} rule is never used: the gateway's server that takes ${named(of)} reads ${reads.join(' or ')} rules, so the gateway drops the requests. Write it under ${reads.join(' or ')}, or change the server.`,
    related: [{ resource: server.resource, span: spanOf(server.value.at('port', 'protocol')), message: `protocol ${server.protocol}${server.value.at('tls', 'mode').exists ? `, TLS mode ${server.mode}` : ''}: reads ${reads.join(' and ')} rules` }],
    fix: () => (reads.length === 1 ? reads.flatMap((block) => moveRule(resource, rule.rule.value, block)) : []),
  });
}
