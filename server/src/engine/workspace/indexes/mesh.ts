// Ways to find what proxies see: services by host and port, VirtualServices by host and gateway, Gateways by selector.
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { LintOptions } from '../../model/options.ts';
import type { Resource } from '../../model/resource.ts';
import type { Index } from '../../model/rule.ts';
import { domainsOver, expandHost, isShortName } from '../../text/host.ts';
import { gatewayView } from '../../views/gateway.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { anyHost } from './by-host.ts';

/** The key of hosts with a wildcard that is no whole label: `*-api.example.com`. */
export const oddWildcard = '~';

/** The key of all hosts below a domain, however deep: `under example.com`. */
export function underKey(domain: string): string {
  return `under ${domain}`;
}

/** The key of a name whose namespace is not written. */
export function homelessKey(name: string): string {
  return `${name} ?`;
}

/** The host itself, and every domain that it lies below. */
function hostKeys(host: string): readonly string[] {
  const odd = host.startsWith('*') && host !== '*' && !host.startsWith('*.');
  return [host.toLowerCase(), ...(odd ? [oddWildcard] : []), ...domainsOver(host).map((domain) => underKey(domain.toLowerCase()))];
}

/** Services and ServiceEntries by their hosts in the mesh; under `anyHost` those with a host that is not known. */
export const meshServiceByHost: Index = {
  id: 'mesh-service-by-host',
  kinds: [service, serviceEntry],
  keys: (resource, options) => (resource.kind === service ? serviceKeys(resource, options) : meshServiceView(resource).hosts.flatMap(({ text }) => (text === undefined ? [anyHost] : hostKeys(text)))),
};

function serviceKeys({ name, namespace }: Resource, { clusterDomain }: LintOptions): readonly string[] {
  if (name === undefined) return [];
  return namespace === undefined ? [homelessKey(name)] : hostKeys(`${name}.${namespace}.svc.${clusterDomain}`);
}

/**
 * Services and ServiceEntries by their ports: `tls 443`. Those that have addresses also under `vip 443`, as a proxy has a
 * listener of its own for each of them.
 */
export const meshServiceByPort: Index = {
  id: 'mesh-service-by-port',
  kinds: [service, serviceEntry],
  keys: (resource) => {
    const { ports, addresses } = meshServiceView(resource);
    return ports.flatMap(({ kind, number }) => [`${kind} ${number}`, ...(addresses.length === 0 ? [] : [`vip ${number}`])]);
  },
};

/** VirtualServices by their hosts, with short names made full ones. */
export const virtualServiceByHost: Index = {
  id: 'virtual-service-by-host',
  kinds: [virtualService],
  keys: (resource, options) => virtualServiceView(resource).hosts.flatMap(({ text }) => {
    if (text === undefined) return [];
    if (!isShortName(text)) return hostKeys(text);
    return resource.namespace === undefined ? [homelessKey(text)] : hostKeys(expandHost(text, resource.namespace, options.clusterDomain));
  }),
};

/** VirtualServices by the hosts that their routes lead to, with short names made full ones. */
export const virtualServiceByDestination: Index = {
  id: 'virtual-service-by-destination',
  kinds: [virtualService],
  keys: (resource, options) => virtualServiceView(resource).routes.flatMap(({ destinations }) => destinations).map(({ host: { text } }) => {
    if (text === undefined) return anyHost;
    return isShortName(text) && resource.namespace === undefined ? homelessKey(text) : expandHost(text, resource.namespace ?? '', options.clusterDomain);
  }),
};

/** VirtualServices by the bare names of the gateways they name, whatever their namespace. */
export const virtualServiceByGateway: Index = {
  id: 'virtual-service-by-gateway',
  kinds: [virtualService],
  keys: (resource) => virtualServiceView(resource).gateways.flatMap(({ text }) => (text === undefined ? [] : [bareGatewayName(text)])),
};

/** `ns/name`, `name.ns` and `name` are all `name`. */
export function bareGatewayName(text: string): string {
  const slash = text.indexOf('/');
  return slash < 0 ? (text.split('.', 1)[0] ?? text) : text.slice(slash + 1);
}

/** Gateways by the first label they select, `*` where they select every gateway. */
export const gatewayBySelector: Index = {
  id: 'gateway-by-selector',
  kinds: [gateway],
  keys: (resource) => {
    const [first] = gatewayView(resource).selector.labels;
    return [first === undefined ? '*' : `${first[0]}=${first[1]}`];
  },
};
