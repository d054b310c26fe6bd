// What there is to trace for one host: read from what is indexed by that host, and from nothing else.
import { service as serviceKind } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { mesh } from '../references/gateways.ts';
import { hostCovers, isShortName, isWildcard, mostSpecific, parseClusterHost } from '../text/host.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import type { Route } from '../views/virtual-service.ts';
import { meshServiceByHost, underKey, virtualServiceByHost } from '../workspace/indexes/mesh.ts';
import { coveringKeys } from './hosts.ts';
import type { AppProtocol, TraceRequest } from './model.ts';
import { requestsOf } from './requests.ts';

export interface HostRequests {
  readonly requests: readonly TraceRequest[];
  /** The ServiceEntries that bring the host into the mesh; none where only a VirtualService names it. */
  readonly entries: readonly Resource[];
  /** The VirtualServices that sidecars read for it. */
  readonly routes: readonly Resource[];
  /** How many more ServiceEntries have hosts below a wildcard than were looked at. */
  readonly unread: number;
}

/** A wildcard may cover thousands of hosts; some of them show what becomes of it. */
const mostBelow = 6;
const nothing: HostRequests = { requests: [], entries: [], routes: [], unread: 0 };

/** The requests of applications for a host outside the mesh. For one inside the mesh there are none. */
export function requestsForHost(lookup: Lookup, host: string): HostRequests {
  const routes = unique(coveringKeys(host).flatMap((key) => lookup.all(virtualServiceByHost, key))).filter((one) => isForSidecars(one) && hasHostOver(textsOf(virtualServiceView(one).hosts), host));
  const over = unique(coveringKeys(host).flatMap((key) => lookup.all(meshServiceByHost, key)));
  const closest = mostSpecific(host, over.flatMap((one) => hostsOver(one, host)));
  const closestOnes = over.filter((one) => closest !== undefined && textsOf(meshServiceView(one).hosts).includes(closest));
  const inside = closestOnes.length > 0 ? closestOnes.every((one) => !meshServiceView(one).external) : over.some(({ kind }) => kind === serviceKind);
  if (inside || parseClusterHost(host, lookup.options.clusterDomain) !== undefined) return nothing;
  const under = host.startsWith('*.') ? lookup.all(meshServiceByHost, underKey(host.slice(2).toLowerCase())) : [];
  const below = unique(under.slice(0, mostBelow)).filter((one) => !closestOnes.includes(one));
  const requests = [
    ...closestOnes.flatMap((one) => requestsOf(one).filter((request) => request.host === closest).map((request) => ({ ...request, host }))),
    ...below.flatMap((one) => requestsOf(one).filter((request) => hostCovers(host, request.host))),
  ];
  const entries = [...closestOnes, ...below];
  return { requests: distinct(entries.length > 0 || isWildcard(host) || isShortName(host) ? requests : routes.flatMap((one) => routedRequests(one, host))), entries, routes, unread: Math.max(0, under.length - mostBelow) };
}

/** Whether there are such requests, without working them out; `undefined` where nothing has just this host. */
export function leavesMesh(lookup: Lookup, host: string): boolean | undefined {
  if (parseClusterHost(host, lookup.options.clusterDomain) !== undefined) return false;
  const [own] = lookup.all(meshServiceByHost, host.toLowerCase());
  return own === undefined ? undefined : meshServiceView(own).external;
}

function isForSidecars(resource: Resource): boolean {
  const { gateways } = virtualServiceView(resource);
  return !resource.entry.isPatch && (gateways.length === 0 || gateways.some(({ text }) => text === mesh));
}

function unique(resources: readonly Resource[]): readonly Resource[] {
  return [...new Set(resources)].filter(({ entry }) => !entry.isPatch);
}

function textsOf(hosts: readonly { readonly text: string | undefined }[]): readonly string[] {
  return hosts.flatMap(({ text }) => text ?? []);
}

function hasHostOver(hosts: readonly string[], host: string): boolean {
  return hosts.some((one) => hostCovers(one, host));
}

function hostsOver(resource: Resource, host: string): readonly string[] {
  return textsOf(meshServiceView(resource).hosts).filter((one) => hostCovers(one, host));
}

const usual: Readonly<Record<Route['block'], { readonly protocol: AppProtocol; readonly port: number | undefined }>> = {
  http: { protocol: 'HTTP', port: 80 }, tls: { protocol: 'TLS', port: 443 }, tcp: { protocol: 'TCP', port: undefined },
};

/** What the rules of a VirtualService for sidecars are meant for, where no service has the host. */
function routedRequests(resource: Resource, host: string): readonly TraceRequest[] {
  return virtualServiceView(resource).routes.flatMap(({ block, matches }) => {
    const own = matches.filter(({ gateways }) => gateways.length === 0 || gateways.some(({ text }) => text === mesh));
    if (own.length === 0 && matches.length > 0) return [];
    const { protocol, port: common } = usual[block];
    const ports = [...new Set((own.length === 0 ? [undefined] : own.map(({ port }) => port)).map((port) => port ?? common))];
    return ports.flatMap((port) => (port === undefined ? [] : [{ host, port, protocol }]));
  });
}

function distinct(requests: readonly TraceRequest[]): readonly TraceRequest[] {
  return [...new Map(requests.map((one) => [`${one.protocol} ${one.host} ${one.port}`, one])).values()];
}
