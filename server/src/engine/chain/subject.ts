// A VirtualService as a part of a way out: its rules, whom they count for and where they lead.
import { virtualService } from '../kinds/virtual-service.ts';
import { perCheck } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { findGateways, mesh } from '../references/gateways.ts';
import { assumedService } from '../trace/assumed.ts';
import { gatewaysOf } from '../trace/conditions.ts';
import { gatewayBehind } from '../trace/gateways.ts';
import type { GatewayProxy } from '../trace/gateways.ts';
import { expandHost, parseClusterHost } from '../text/host.ts';
import type { RouteRule } from '../trace/rules.ts';
import { readVirtualService } from '../trace/virtual-services.ts';
import type { MeshVirtualService } from '../trace/virtual-services.ts';
import { perWorld, worldFor } from '../references/world.ts';
import { isCrowded, isCrowdedFor, seenFrom } from '../trace/crowds.ts';
import { servicesAt } from '../trace/world.ts';
import { gatewayWorkloads } from '../trace/workloads.ts';
import type { World } from '../references/world.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import type { RouteBlock } from '../views/gateway.ts';
import type { Value } from '../yaml/value.ts';
import { isCertain } from './certain.ts';
import type { RuleDestination, Subject, SubjectRule } from './model.ts';

const blocks: readonly RouteBlock[] = ['http', 'tls', 'tcp'];
/** The namespace of manifests that name none: it has to have some name. */
const someNamespace = 'default';

/** Reads a VirtualService; `undefined` for one that has nothing to do with gateways, or of which not all is known. */
export const subjectOf = perCheck((lookup, resource): Subject | undefined => {
  if (!isReadable(resource)) return undefined;
  const { gateways: names } = virtualServiceView(resource);
  const home = resource.namespace ?? someNamespace;
  const read = readVirtualService(worldFor(lookup, home), resource);
  const crowded = read.hosts.some(({ host }) => isCrowded(lookup, host));
  const isTooMuchFor = (namespace: string): boolean => crowded && read.hosts.some(({ host }) => isCrowdedFor(lookup, host.toLowerCase(), namespace));
  const worldFrom = (namespace: string): World => (crowded ? seenFrom(worldFor(lookup, namespace), namespace) : worldFor(lookup, namespace));
  const world = worldFrom(home);
  if (isTooMuchFor(home)) return undefined;
  const gateways = read.gateways.filter((one) => one !== mesh);
  const rules = blocks.flatMap((block) => read[block].map((rule) => readRule(world, read, block, rule)));
  if (gateways.length === 0 && !rules.some((rule) => leadsToGateway(rule) || leadsToGatewayWorkload(world, rule))) return undefined;
  const attached = gateways.flatMap((name) => gatewaysCalled(world, name));
  if (crowded && gatewayNamespaces(rules, gateways).some(isTooMuchFor)) return undefined;
  return { lookup, world, seenFrom: worldFrom, resource, virtualService: read, inMesh: names.length === 0 || read.gateways.includes(mesh), gateways, attached, rules };
});

function isReadable(resource: Resource): boolean {
  if (resource.kind !== virtualService || resource.entry.isPatch || resource.name === undefined || !isCertain(resource)) return false;
  const { hosts, routes } = virtualServiceView(resource);
  return hosts.length > 0 && routes.length > 0;
}

/** The namespaces of the gateways that have to do with a VirtualService. */
function gatewayNamespaces(rules: readonly SubjectRule[], gateways: readonly string[]): readonly string[] {
  return [...new Set([...proxiesOf(rules).map(({ namespace }) => namespace), ...gateways.map((name) => name.split('/')[0] ?? '')])];
}

/** The gateways whose pods some rules lead to. */
export function proxiesOf(rules: readonly SubjectRule[]): readonly GatewayProxy['proxy'][] {
  return rules.flatMap(({ destinations }) => destinations.flatMap(({ gateway: one }) => (one === undefined || one === 'unreached' ? [] : [one.proxy])));
}

/** The namespaces of the gateways that some rules lead to, those included whose Service selects no pods. */
export function gatewayHomes(rules: readonly SubjectRule[], clusterDomain: string): ReadonlySet<string> {
  const homes = new Set<string>();
  for (const { destinations } of rules) {
    for (const { gateway: one, host } of destinations) {
      const home = one === 'unreached' ? parseClusterHost(host, clusterDomain)?.namespace : one?.proxy.namespace;
      if (home !== undefined) homes.add(home);
    }
  }
  return homes;
}

export function leadsToGateway({ destinations }: SubjectRule): boolean {
  return destinations.some((one) => one.gateway !== undefined);
}

/** Whether a rule leads to a Service that is not here, under the name of a gateway's workload that is. */
function leadsToGatewayWorkload(world: World, { destinations }: SubjectRule): boolean {
  const { lookup, clusterDomain } = world;
  return destinations.some(({ host, gateway }) => {
    const name = gateway === undefined ? parseClusterHost(host, clusterDomain) : undefined;
    return name !== undefined && servicesAt(world, host).length === 0 && gatewayWorkloads(lookup, name).length > 0;
  });
}

function gatewaysCalled(world: World, name: string): readonly Resource[] {
  const [namespace = '', bare = ''] = name.split('/');
  return findGateways(world.lookup, { namespace, name: bare }).gateways.filter((one) => world.namespaceOf(one) === namespace && !one.entry.isPatch);
}

function readRule(world: World, of: MeshVirtualService, block: RouteBlock, rule: RouteRule): SubjectRule {
  const named = rule.matches.map((match) => gatewaysOf(match, of.namespace));
  const all = named.length === 0 || named.some((names) => names.length === 0);
  const scope = all ? of.gateways : [...new Set(named.flat())].filter((name) => of.gateways.includes(name));
  return {
    block, rule, inMesh: scope.includes(mesh), gateways: scope.filter((name) => name !== mesh),
    destinations: rule.value.at('route').items().map((item) => readDestination(world, of, item.at('destination'))),
  };
}

function readDestination(world: World, { namespace }: MeshVirtualService, value: Value): RuleDestination {
  const host = expandHost(value.at('host').string ?? '', namespace, world.clusterDomain);
  return { value, host, port: value.at('port', 'number').number, gateway: gatewayOf(world, host) };
}

/** The gateway that a host leads to. Most hosts are of no Service, and lead to none. */
export const gatewayOf = perWorld((world, host: string): RuleDestination['gateway'] => {
  const service = servicesAt(world, host).find(({ view }) => view.registry === 'kubernetes') ?? assumedService(world, host);
  return service === undefined ? undefined : gatewayBehind(world, service);
});
