// Requests that never enter the gateway: what the VirtualService lacks to lead them there.
import { crowd } from '../model/rule.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { mesh } from '../references/gateways.ts';
import { gatewaysOf, portOf } from '../trace/conditions.ts';
import { trace } from '../trace/trace.ts';
import { clientScope, listenerFor } from '../trace/scope.ts';
import { meshVirtualServicesOver } from '../trace/virtual-services.ts';
import { importsVirtualService } from '../references/sidecars.ts';
import { isExported } from '../references/visibility.ts';
import { expandHost, hostCovers } from '../text/host.ts';
import type { PortKind } from '../views/mesh-service.ts';
import type { RouteBlock } from '../views/gateway.ts';
import { gatewayView } from '../views/gateway.ts';
import { textsAt } from '../views/read.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import { virtualServiceByHost } from '../workspace/indexes/mesh.ts';
import { serverTakes } from '../references/servers.ts';
import { appendItem } from '../edits/append.ts';
import { fixOf } from '../edits/fix.ts';
import { replaceByPlain } from '../edits/scalar.ts';
import type { Case, ChainBreak, SubjectRule } from './model.ts';
import { isEntryWrong, protocolFix, wrongNumber, wrongProtocol } from './entry-port.ts';
import { meshRule, moveBlock, moveRule } from './new-rules.ts';
import { servesIngress } from './ingress.ts';
import { decided, fateOf, named } from './places.ts';
import { asWarning, breakAt } from './report.ts';
import { servicesFor } from './requests.ts';
import { gatewayOf, leadsToGateway } from './subject.ts';

/** The blocks whose rules a sidecar reads for a port of a kind. */
const readFor: Readonly<Record<PortKind, readonly RouteBlock[]>> = { http: ['http'], tls: ['tls'], tcp: ['tcp'], sniffed: ['http', 'tcp'], udp: [] };

/** Why a request that a VirtualService means to lead through a gateway does not get there; `undefined` where that is not meant. */
export function notEntered(of: Case): ChainBreak | undefined {
  const { subject, client } = of;
  if (namesUndeclared(of)) return undefined;
  if (!subject.inMesh) return notBound(of);
  const { exportTo, namespace } = subject.virtualService;
  if (!isExported(exportTo, namespace, client)) return notExported(of);
  if (!isImported(of)) return undefined;
  const toGateway = subject.rules.filter((rule) => rule.inMesh && rule.destinations.length > 0 && rule.destinations.every(({ gateway }) => gateway !== undefined));
  if (toGateway.length === 0 && subject.rules.some((rule) => rule.inMesh && leadsToGateway(rule))) return undefined;
  if (toGateway.length === 0) return noMeshRule(of);
  return wrongPort(of, toGateway) ?? wrongBlock(of, toGateway) ?? wrongName(of, toGateway) ?? ofOtherPorts(of, toGateway);
}

/** The gateway has a rule for the request, and sidecars have one for other ports only. */
function ofOtherPorts(of: Case, toGateway: readonly SubjectRule[]): ChainBreak | undefined {
  const { subject: { virtualService }, entry, request } = of;
  const kind = entry?.ports.find(({ number }) => number === request.port)?.kind;
  const reads = kind === undefined ? [] : readFor[kind];
  // A port whose requests the rule takes, be they others than this one, leads to the gateway's rule.
  const read = entry?.ports.filter((one) => readFor[one.kind].some((block) => reads.includes(block))).map(({ number }) => number) ?? [];
  const mayCount = ({ rule }: SubjectRule): boolean => rule.matches.length === 0 || meshMatches({ rule }, virtualService.namespace).map((match) => portOf(match)?.number).some((port) => port === undefined || read.includes(port));
  if (reads.length === 0 || toGateway.some((rule) => reads.includes(rule.block) && mayCount(rule))) return undefined;
  return asWarning(noMeshRule(of));
}

/** A condition that names a gateway which the VirtualService does not is a mistake of its own. */
function namesUndeclared({ subject: { virtualService } }: Case): boolean {
  const rules = [...virtualService.http, ...virtualService.tls, ...virtualService.tcp];
  return rules.some(({ matches }) => matches.some((match) => gatewaysOf(match, virtualService.namespace).some((name) => !virtualService.gateways.includes(name))));
}

/** Whether the client's Sidecar, if there is one, lets it see the VirtualService. */
function isImported({ subject, client, request }: Case): boolean {
  const scope = clientScope(subject.seenFrom(client), { namespace: client, labels: new Map() });
  const listener = listenerFor(scope, request.port);
  return listener !== undefined && importsVirtualService(listener, subject.virtualService.namespace, subject.virtualService.hosts);
}

/** Whether a host is outside the mesh, by what a ServiceEntry says. */
function leadsOutside(world: Case['subject']['world'], host: string): boolean {
  return servicesFor(world, host.toLowerCase()).some(({ view }) => view.registry === 'external' && view.external);
}

/** A rule by which a gateway that the VirtualService names would serve the request. */
function servedBy({ subject, request }: Case): SubjectRule | undefined {
  const servers = subject.attached.filter((one) => !servesIngress(one)).flatMap((gateway) => gatewayView(gateway).servers.filter((server) => serverTakes(server, request.host, gateway, subject.resource, subject.lookup)));
  const blocks = new Set(servers.flatMap(({ reads }) => reads ?? []));
  const fitting: readonly RouteBlock[] = request.protocol === 'HTTP' ? ['http'] : request.protocol === 'TLS' ? ['tls', 'tcp'] : ['tcp'];
  return subject.rules.find((rule) => rule.gateways.length > 0 && fitting.includes(rule.block) && blocks.has(rule.block) && rule.destinations.some(({ host }) => leadsOutside(subject.world, host)));
}

function notBound(of: Case): ChainBreak | undefined {
  const { subject, request, client, trace: found } = of;
  const serving = servedBy(of);
  if (serving === undefined) return undefined;
  const others = meshVirtualServicesOver(subject.seenFrom(client), request.host, client);
  const leads = others.some((one) => [...one.http, ...one.tls, ...one.tcp].some(({ value }) => value.at('route').items().some((item) => gatewayOf(subject.world, item.at('destination', 'host').string ?? '') !== undefined)));
  if (leads || isLedFromElsewhere(of)) return undefined;
  const gateways = subject.resource.root.at('spec', 'gateways');
  return breakAt(of, 'egress-chain-mesh-not-bound', subject.resource, gateways.keySpan, {
    message: `No sidecar sends ${named(of)} to the gateway, as this VirtualService counts at ${subject.gateways.join(', ')} only: requests ${fateOf(found)}. Add ${mesh} to its gateways, with a rule that leads to the gateway's Service.`,
    fix: isAlone(of) ? meshRule(of, serving.block, () => appendItem(gateways, mesh)) : undefined,
  });
}

/** Whether the rules that are there do not lead other ports of the host astray once they count for sidecars. */
function isAlone({ subject: { rules, virtualService }, entry }: Case): boolean {
  return (entry?.ports.length ?? 1) === 1 || rules.every(({ rule }) => rule.matches.length > 0 && rule.matches.every((match) => gatewaysOf(match, virtualService.namespace).length > 0));
}

/** Each namespace that calls may have a VirtualService of its own for that, which this one's does not see. */
function isLedFromElsewhere(of: Case): boolean {
  const { subject: { lookup, resource }, request } = of;
  return lookup.first(virtualServiceByHost, request.host.toLowerCase(), crowd).some((one) => one !== resource && !one.entry.isPatch && leadsToAny(of, one));
}

/** Whether a VirtualService sends something to some gateway's Service. */
function leadsToAny({ subject: { world } }: Case, resource: Resource): boolean {
  const destinations = virtualServiceView(resource).routes.flatMap((route) => route.destinations);
  return destinations.some(({ host: { text } }) => text !== undefined && gatewayOf(world, expandHost(text, world.namespaceOf(resource), world.clusterDomain)) !== undefined);
}

function notExported(of: Case): ChainBreak | undefined {
  const { subject: { resource, virtualService }, trace: found } = of;
  const value = resource.root.at('spec', 'exportTo');
  return breakAt(of, 'egress-chain-vs-not-exported', resource, value.span, {
    message: `Sidecars of namespace ${virtualService.namespace} do not see this VirtualService, as exportTo leaves out its own namespace: requests to ${named(of)} ${fateOf(found)}. Add \`.\` to it.`,
    fix: () => fixOf('Add .', appendItem(value, '.'), true),
  });
}

function noMeshRule(of: Case): ChainBreak | undefined {
  const { subject: { resource, lookup }, trace: found } = of;
  const serving = servedBy(of);
  if (serving === undefined) return undefined;
  const hop = found.hops[0];
  const taken = decided(hop, 'destination');
  const route = decided(hop, 'route');
  if (route !== undefined && route.resource !== resource) return undefined;
  // A rule for sidecars alone that leads straight to the host is written on purpose, be it a wrong one.
  const explicit = route?.value.at('match').items().some((match) => textsAt(match.at('gateways')).some(({ text }) => text === mesh)) === true;
  const span = taken?.value.at('host').exists === true ? taken.value.at('host').span : resource.root.at('spec', serving.block).keySpan;
  const certain = !explicit && !lookup.isKustomized(resource);
  return breakAt(of, 'egress-chain-mesh-rule-missing', resource, span, {
    ...(certain ? {} : { severity: 'warning' as const }),
    message: `No rule sends ${named(of)} to the gateway${taken === undefined ? '' : ', this one leads sidecars straight to the host'}: requests ${fateOf(found)}. Add a rule with \`gateways: [mesh]\` that leads to the gateway's Service.`,
    related: [{ resource: serving.rule.resource, span: serving.rule.value.span, message: 'the rule for the gateway, which no request reaches' }],
    fix: explicit ? undefined : meshRule(of, serving.block, undefined),
  });
}

/** The ports of all that a VirtualService's hosts name; where that is nothing, HTTP is routed on 80. */
function portsOf({ subject: { world, virtualService } }: Case): readonly number[] {
  const services = virtualService.hosts.flatMap(({ host }) => servicesFor(world, host.toLowerCase()));
  return services.length === 0 ? [80] : [...new Set(services.flatMap(({ ports }) => ports.map(({ number }) => number)))].sort((a, b) => a - b);
}

/** The conditions of a rule under which it counts for sidecars. */
function meshMatches({ rule }: Pick<SubjectRule, 'rule'>, namespace: string): SubjectRule['rule']['matches'] {
  return rule.matches.filter((match) => {
    const names = gatewaysOf(match, namespace);
    return names.length === 0 || names.includes(mesh);
  });
}

/** Whether a rule takes a request for a port that no service of the host has. */
function counts({ subject, request, client }: Case, { block, rule }: SubjectRule, port: number): boolean {
  const protocol = ({ http: 'HTTP', tls: 'TLS', tcp: 'TCP' } as const)[block];
  const { hops } = trace(subject.lookup, { ...request, port, protocol }, { namespace: client, labels: new Map() });
  return decided(hops[0], 'route')?.value === rule.value;
}

function wrongPort(of: Case, rules: readonly SubjectRule[]): ChainBreak | undefined {
  const { subject: { resource, virtualService } } = of;
  const known = portsOf(of);
  for (const rule of rules) {
    const ports = meshMatches(rule, virtualService.namespace).map(portOf);
    const [port] = ports;
    if (port === undefined || rule.rule.resource !== resource || !ports.every((one) => one?.number !== undefined && !known.includes(one.number))) continue;
    const target = of.entry?.ports.find(({ targetPort }) => targetPort === port.number)?.number;
    const atEntry = target === undefined ? wrongNumber(of, port) : undefined;
    if (atEntry !== undefined) return atEntry;
    if (!ports.some((one) => counts(of, rule, one?.number ?? 0))) return neverCalled(of, port, target, known);
  }
  return undefined;
}

function neverCalled(of: Case, port: Value, target: number | undefined, known: readonly number[]): ChainBreak {
  const instead = target ?? (known.length === 1 ? known[0] : undefined);
  return breakAt(of, 'egress-chain-mesh-port-mismatch', of.subject.resource, port.span, {
    message: `This rule leads to the gateway but never counts: no host of the VirtualService has a port ${port.number ?? ''}${target === undefined ? '' : ` (it is the targetPort of ${target})`}, so sidecars do not listen there. Requests to ${named(of)} ${fateOf(of.trace)}. Write ${known.join(' or ')}.`,
    fix: instead === undefined ? undefined : () => ({ title: `Replace with ${instead}`, preferred: true, edits: [replaceByPlain(port, instead)] }),
  });
}

/** The kinds of all ports of the request's host. */
function kindsOf({ subject: { world }, request }: Case): readonly PortKind[] {
  return servicesFor(world, request.host.toLowerCase()).flatMap(({ ports }) => ports.map(({ kind }) => kind));
}

/** Whether a rule is meant for the request's port: it names it, or fits no port of the host at all. */
function isMeantFor(of: Case, rule: SubjectRule): boolean {
  const { request, subject } = of;
  const ports = meshMatches(rule, subject.virtualService.namespace).map((match) => portOf(match)?.number);
  if (ports.includes(request.port)) return true;
  return (rule.rule.matches.length === 0 || ports.includes(undefined)) && !kindsOf(of).some((kind) => readFor[kind].includes(rule.block));
}

function wrongBlock(of: Case, rules: readonly SubjectRule[]): ChainBreak | undefined {
  const { subject: { resource }, entry, request } = of;
  const port = entry?.ports.find(({ number }) => number === request.port);
  if (entry === undefined || port === undefined) return undefined;
  const reads = readFor[port.kind];
  const meant = rules.filter((rule) => isMeantFor(of, rule));
  const [rule] = meant;
  if (rule === undefined || reads.length === 0 || rule.rule.resource !== resource || meant.some((one) => reads.includes(one.block) || counts(of, one, request.port))) return undefined;
  return isEntryWrong(of, rule) ? wrongProtocol(of, entry.resource, port.value, rule) : unreadBlock(of, entry.resource, port.value, rule, reads);
}

function unreadBlock(of: Case, entry: Resource, port: Value, rule: SubjectRule, reads: readonly RouteBlock[]): ChainBreak {
  const { subject: { resource }, request, trace: found } = of;
  const protocol = port.at('protocol');
  return breakAt(of, 'egress-chain-mesh-block-mismatch', resource, resource.root.at('spec', rule.block).keySpan, {
    message: `The ${rule.block} rule that leads to the gateway is not read for port ${request.port} of ${request.host}: it has the protocol ${protocol.string ?? '(none)'}, for which sidecars read ${reads.join(' and ')} rules. Requests ${fateOf(found)}. Write the rule under ${reads.join(' or ')}${reads.includes('tls') ? ', with sniHosts' : ''}, or correct the port's protocol.`,
    related: [{ resource: entry, span: protocol.exists ? protocol.span : port.span, message: `port ${request.port}: ${protocol.string ?? 'no protocol'}` }],
    fix: () => [...(reads.length === 1 ? reads.flatMap((block) => (isWholeBlock(of, rule, block) ? moveBlock(resource, rule.block, block) : moveRule(resource, rule.rule.value, block))) : []), ...protocolFix(entry, port, rule.block)],
  });
}

/** Whether all rules that stand beside one, those for the gateway too, are for the block that is read: servers read that as well. */
function isWholeBlock({ subject }: Case, rule: SubjectRule, block: RouteBlock): boolean {
  const others = subject.rules.filter((one) => one.block === rule.block && one !== rule);
  const servers = subject.attached.flatMap((one) => gatewayView(one).servers);
  return others.length > 0 && servers.length > 0 && servers.every(({ reads }) => reads === block);
}

/** TLS rules with server names none of which is the host. */
function wrongName(of: Case, rules: readonly SubjectRule[]): ChainBreak | undefined {
  const { subject: { resource, virtualService }, request, trace: found } = of;
  const meant = rules.filter((rule) => rule.block === 'tls' && rule.rule.resource === resource && isMeantFor(of, rule));
  const names = meant.flatMap((rule) => meshMatches(rule, virtualService.namespace).flatMap((match) => match.flatMap((one) => textsAt(one.at('sniHosts')))));
  const [first] = names;
  const ofOthers = names.some(({ text }) => !virtualServiceView(resource).hosts.some((host) => hostCovers(host.text ?? '', text ?? '')));
  if (request.protocol !== 'TLS' || first === undefined || ofOthers || names.some(({ text }) => hostCovers((text ?? '').toLowerCase(), request.host.toLowerCase()))) return undefined;
  return breakAt(of, 'egress-chain-mesh-rule-missing', resource, first.value.span, {
    severity: 'warning',
    message: `No rule sends ${named(of)} to the gateway, as sniHosts of the rule that leads there does not list the host: requests ${fateOf(found)}. Add ${request.host} to it.`,
    fix: () => fixOf(`Add ${request.host} to sniHosts`, first.value.parent === undefined ? undefined : appendItem(first.value.parent, request.host)),
  });
}
