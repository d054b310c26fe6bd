// VirtualServices by what they have rules for, so that those for the same requests meet.
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Index } from '../../model/rule.ts';
import { expandHost } from '../../text/host.ts';
import { textsAt } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { bareGatewayName } from './mesh.ts';

/**
 * VirtualServices by gateway, host and kind of rules: `http mesh api.example.com`, and at gateways by server name. Of gateways it is the bare name. Delegates
 * have no hosts, and so no keys.
 */
export const virtualServiceByRoutedHost: Index = {
  id: 'virtual-service-by-routed-host',
  kinds: [virtualService],
  keys: (resource, options) => {
    const { namespace, root } = resource;
    const { hosts, gateways, routes } = virtualServiceView(resource);
    const attached = new Set(root.at('spec', 'gateways').items().length === 0 ? ['mesh'] : gateways.flatMap(({ text }) => (text === undefined ? [] : [bareGatewayName(text)])));
    const blocks = [...new Set(routes.map(({ block }) => block))];
    const names = new Set(hosts.flatMap(({ text }) => (text === undefined ? [] : [(namespace === undefined ? text : expandHost(text, namespace, options.clusterDomain)).toLowerCase()])));
    const atGateways = [...attached].filter((gateway) => gateway !== 'mesh');
    return [
      ...blocks.flatMap((block) => [...attached].flatMap((gateway) => [...names].map((host) => `${block} ${gateway} ${host}`))),
      ...serverNames(resource).flatMap((name) => atGateways.map((gateway) => serverNameKey(gateway, name))),
    ];
  },
};

/** The key of `tls` rules by a server name, which a wildcard may be the host of. */
export function serverNameKey(gateway: string, name: string): string {
  return `sni ${gateway} ${name.toLowerCase()}`;
}

function serverNames(resource: Resource): readonly string[] {
  const names = virtualServiceView(resource).routes.filter(({ block }) => block === 'tls')
    .flatMap(({ value }) => value.at('match').items().flatMap((match) => textsAt(match.at('sniHosts')).flatMap(({ text }) => text ?? [])));
  return [...new Set(names)];
}
