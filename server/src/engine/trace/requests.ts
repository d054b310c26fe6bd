// What there is to trace where nobody asks for anything: every external host on each of its ports.
import { serviceEntry } from '../kinds/service-entry.ts';
import { virtualService } from '../kinds/virtual-service.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { mesh } from '../references/gateways.ts';
import { isShortName, parseClusterHost } from '../text/host.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import type { MeshPort } from '../views/mesh-service.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import { coveringKeys } from './hosts.ts';
import type { AppProtocol, TraceRequest } from './model.ts';
import { meshServiceByHost, virtualServiceByHost } from '../workspace/indexes/mesh.ts';

/** A request with the resource that it follows from. */
export interface OwnedRequest {
  readonly request: TraceRequest;
  readonly resource: Resource;
}

/** What an application sends to a port of this kind. */
const protocols: Readonly<Record<MeshPort['kind'], AppProtocol | undefined>> = { http: 'HTTP', sniffed: 'HTTP', tls: 'TLS', tcp: 'TCP', udp: undefined };

/** The requests that a ServiceEntry is for: each host on each port. Inside the mesh there are none. */
export function requestsOf(resource: Resource): readonly TraceRequest[] {
  const { hosts, ports, external, addresses } = meshServiceView(resource);
  const address = addresses[0]?.split('/', 1)[0];
  return !external ? [] : hosts.flatMap(({ text }) => (text === undefined ? [] : ports.flatMap(({ number, kind }) => {
    const protocol = protocols[kind];
    return protocol === undefined ? [] : [{ host: text, port: number, protocol, ...(address === undefined ? {} : { address }) }];
  })));
}

/** Requests for every external host of the workspace: those of ServiceEntries, and hosts that only a VirtualService of the mesh knows. */
export function externalRequests(lookup: Lookup): readonly OwnedRequest[] {
  const entries = allInNamespace(lookup, serviceEntry, undefined).filter(({ entry }) => !entry.isPatch)
    .flatMap((resource) => requestsOf(resource).map((request) => ({ request, resource })));
  const others = allInNamespace(lookup, virtualService, undefined).filter(({ entry }) => !entry.isPatch)
    .flatMap((resource) => unregistered(lookup, resource).map((request) => ({ request, resource })));
  const unique = new Map<string, OwnedRequest>();
  for (const one of [...entries, ...others]) {
    const key = `${one.request.protocol} ${one.request.host} ${one.request.port}`;
    if (!unique.has(key)) unique.set(key, one);
  }
  return [...unique.values()];
}

/** Hosts of a VirtualService that no service has: Istio routes HTTP to them on port 80. */
function unregistered(lookup: Lookup, resource: Resource): readonly TraceRequest[] {
  const { hosts, gateways, routes } = virtualServiceView(resource);
  const inMesh = gateways.length === 0 || gateways.some(({ text }) => text === mesh);
  if (!inMesh || !routes.some(({ block }) => block === 'http')) return [];
  return hosts.flatMap(({ text }) => {
    const foreign = text !== undefined && !isShortName(text) && parseClusterHost(text, lookup.options.clusterDomain) === undefined && !text.startsWith('*');
    return foreign && !coveringKeys(text).some((key) => lookup.any(meshServiceByHost, key)) ? [{ host: text, port: 80, protocol: 'HTTP' as const }] : [];
  });
}

/** The namespace that a request for a host most likely comes from: where a ServiceEntry or VirtualService for it lies, if it is written. */
export function likelyNamespace(lookup: Lookup, host: string): string | undefined {
  for (const key of coveringKeys(host)) {
    const [found] = [...lookup.all(meshServiceByHost, key), ...lookup.all(virtualServiceByHost, key)];
    if (found !== undefined) return found.namespace;
  }
  return undefined;
}
