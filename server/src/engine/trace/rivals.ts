// VirtualServices for the same requests, of which Istio uses one.
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { crowd } from '../model/rule.ts';
import type { Lookup } from '../model/rule.ts';
import { mesh, parseGatewayName, gatewayId } from '../references/gateways.ts';
import { meshConfig } from '../references/mesh-config.ts';
import { seenLike } from '../references/seen-by.ts';
import { areImportedTogether } from '../references/seen-together.ts';
import { importsVirtualService } from '../references/sidecars.ts';
import type { EgressListener } from '../references/sidecars.ts';
import { areTogether } from '../references/together.ts';
import { expandHost } from '../text/host.ts';
import type { RouteBlock } from '../views/gateway.ts';
import { labelsAt, textsAt } from '../views/read.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import { exportsSaidBy } from '../views/visibility.ts';
import { bareGatewayName } from '../workspace/indexes/mesh.ts';
import { serverNameKey, virtualServiceByRoutedHost } from '../workspace/indexes/routed-hosts.ts';
import type { Value } from '../yaml/value.ts';
import { takesAll } from './conditions.ts';
import { exportsOf, isExported } from '../references/visibility.ts';
import { isPublic } from './world.ts';

export interface Rivalry {
  /** The host, where this VirtualService names it. */
  readonly host: Value;
  readonly block: RouteBlock;
  /** `mesh`, or the full name of a Gateway. */
  readonly gateway: string;
  /** The first of them, where they are very many. */
  readonly others: readonly Resource[];
}

/** Where a VirtualService and others have rules for the same requests to a host. Each host is told once. */
export function rivalriesOf(lookup: Lookup, resource: Resource): readonly Rivalry[] {
  const { hosts, routes } = virtualServiceView(resource);
  const blocks = [...new Set(routes.map(({ block }) => block))];
  const byHost = hosts.flatMap(({ value, text }): readonly Rivalry[] => {
    if (text === undefined) return [];
    const host = fullName(text, resource, lookup);
    for (const gateway of attachedTo(resource)) {
      for (const block of blocks) {
        const others = rivalsAt(lookup, resource, { block, gateway, host });
        if (others.length > 0) return [{ host: value, block, gateway, others }];
      }
    }
    return [];
  });
  return [...byHost, ...byServerName(lookup, resource, new Set(byHost.flatMap(({ others }) => others)))];
}

/** Others of different hosts, a wildcard and one below it, whose `tls` rules are for the same server name at a gateway: it takes each name once. */
function byServerName(lookup: Lookup, resource: Resource, told: ReadonlySet<Resource>): readonly Rivalry[] {
  const rivalries: Rivalry[] = [];
  const seen = new Set<string>();
  for (const route of virtualServiceView(resource).routes.filter(({ block }) => block === 'tls')) {
    for (const { value, text } of route.value.at('match').items().flatMap((match) => textsAt(match.at('sniHosts')))) {
      if (text === undefined || seen.has(text.toLowerCase())) continue;
      seen.add(text.toLowerCase());
      for (const gateway of attachedTo(resource).filter((one) => one !== mesh)) {
        const others = rivalsAt(lookup, resource, { block: 'tls', gateway, host: text.toLowerCase(), asServerName: true }).filter((one) => !told.has(one));
        if (others.length > 0) rivalries.push({ host: value, block: 'tls', gateway, others });
      }
    }
  }
  return rivalries;
}

const none: readonly Resource[] = [];

interface Place {
  readonly block: RouteBlock;
  readonly gateway: string;
  readonly host: string;
  /** The host is one that rules have as a server name, whatever hosts their VirtualServices have. */
  readonly asServerName?: boolean;
}

function rivalsAt(lookup: Lookup, resource: Resource, { block, gateway, host, asServerName = false }: Place): readonly Resource[] {
  const at = gateway === mesh ? mesh : bareGatewayName(gateway);
  const key = asServerName ? serverNameKey(at, host) : `${block} ${at} ${host}`;
  const beside = seenLike(lookup, virtualServiceByRoutedHost, key, resource);
  if (beside.every((other) => other === resource)) return none;
  const own = claimsAt(resource, block, gateway).filter((one) => (asServerName ? one.names.includes(host) : gateway === mesh || mayMeetAtGateway(block, one)));
  if (own.length === 0) return [];
  const meet = gateway === mesh ? meetInMesh : meetAtGateway;
  const isRival = (other: Resource): boolean => other !== resource
    && attachedTo(other).includes(gateway) && seenTogether(lookup, resource, other) && claimsAt(other, block, gateway).some((theirs) => (!asServerName || theirs.names.includes(host)) && own.some((one) => meet(block, one, theirs)))
    && areTogether(lookup, resource, other) && (gateway !== mesh || areImportedTogether(lookup, resource, other, (listener, one) => importsRoutes(lookup, listener, one)));
  const rivals: Resource[] = [];
  for (const other of beside) {
    if (isRival(other) && rivals.push(other) === crowd) break;
  }
  return rivals;
}

/** Sidecars see of VirtualServices those that they import; gateways see all. */
function importsRoutes(lookup: Lookup, listener: EgressListener, resource: Resource): boolean {
  const hosts = virtualServiceView(resource).hosts.flatMap(({ text }) => (text === undefined ? [] : [{ host: fullName(text, resource, lookup) }]));
  return importsVirtualService(listener, resource.namespace ?? '', hosts);
}

/** A condition of a rule, as far as it says which proxies and ports it is for. */
interface Claim {
  readonly value: Value;
  readonly block: RouteBlock;
  /** Empty where it is for all gateways of the VirtualService. */
  readonly gateways: readonly string[];
  readonly port: number | undefined;
  readonly namespace: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  readonly subnets: readonly string[];
  readonly takesAll: boolean;
}

const claimsOf = perResource((resource: Resource): readonly Claim[] => virtualServiceView(resource).routes.flatMap(({ block, value }) => {
  const matches = value.at('match').items();
  return matches.length === 0 ? [claim(block, value.at('match'), resource)] : matches.filter(isKnown).map((match) => claim(block, match, resource));
}));

function claim(block: RouteBlock, match: Value, { namespace }: Resource): Claim {
  const gateways = texts(match.at('gateways')).map((text) => fullGateway(text, namespace));
  // Where gateways are named, HTTP looks at nothing else of the source.
  const hasSource = block !== 'http' || gateways.length === 0;
  return {
    value: match, block, gateways, port: match.at('port').number,
    namespace: hasSource ? match.at('sourceNamespace').string : undefined,
    labels: hasSource ? labelsAt(match.at('sourceLabels')).labels : new Map(),
    names: texts(match.at('sniHosts')).map((one) => one.toLowerCase()), subnets: texts(match.at('destinationSubnets')),
    takesAll: takesAll([match]),
  };
}

function claimsAt(resource: Resource, block: RouteBlock, gateway: string): readonly Claim[] {
  return claimsOf(resource).filter((one) => one.block === block && (one.gateways.length === 0 || one.gateways.includes(gateway)));
}

/** Of VirtualServices for sidecars the first with a rule for a host takes all its HTTP requests, and each server name and address range once. */
function meetInMesh(block: RouteBlock, a: Claim, b: Claim): boolean {
  return samePort(a, b) && sameSource(a, b) && (block === 'http' || (sharesOne(a.names, b.names) && sharesOne(a.subnets, b.subnets)));
}

/** Whether there can be a claim that a claim meets at a gateway. */
function mayMeetAtGateway(block: RouteBlock, one: Claim): boolean {
  return block !== 'http' || one.takesAll;
}

/** At a gateway HTTP rules of several VirtualServices come together: only those that take everything exclude each other. */
function meetAtGateway(block: RouteBlock, a: Claim, b: Claim): boolean {
  return samePort(a, b) && (block === 'http' ? a.takesAll && b.takesAll : sharesOne(a.names, b.names));
}

function samePort(a: Claim, b: Claim): boolean {
  return a.port === undefined || b.port === undefined || a.port === b.port;
}

function sameSource(a: Claim, b: Claim): boolean {
  const apart = [...a.labels].some(([key, value]) => (b.labels.get(key) ?? value) !== value);
  return !apart && (a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace);
}

function sharesOne(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((one) => b.includes(one));
}

/**
 * Whether some namespace sees two VirtualServices, neither of them before the other: those exported to some namespaces count
 * before those for all.
 */
function seenTogether(lookup: Lookup, a: Resource, b: Resource): boolean {
  if (!exportsSaidBy(a).isKnown || !exportsSaidBy(b).isKnown) return false;
  const mesh = meshConfig(lookup);
  const [first, second] = [exportsOf(mesh, a), exportsOf(mesh, b)];
  if (isPublic(first) || isPublic(second)) return isPublic(first) && isPublic(second);
  const homes = first.map((one) => (one === '.' ? a.namespace : one));
  return homes.some((one) => one !== undefined && isExported(second, b.namespace ?? '', one));
}

const attachedTo = perResource((resource: Resource): readonly string[] => {
  const list = resource.root.at('spec', 'gateways');
  return list.items().length === 0 && list.type !== 'unknown' ? [mesh] : [...new Set(texts(list).map((text) => fullGateway(text, resource.namespace)))];
});

function fullGateway(text: string, namespace: string | undefined): string {
  return text === mesh ? mesh : gatewayId(parseGatewayName(text, namespace));
}

function fullName(text: string, { namespace }: Resource, { options }: Lookup): string {
  return (namespace === undefined ? text : expandHost(text, namespace, options.clusterDomain)).toLowerCase();
}

function texts(list: Value): readonly string[] {
  return textsAt(list).flatMap(({ text }) => text ?? []);
}

/** Whether nothing in a condition is filled in later. */
function isKnown(value: Value): boolean {
  return value.type !== 'unknown' && !value.hasUnknownEntries && [...value.entries(), ...value.items()].every(isKnown);
}
