// VirtualServices by what they have rules for, so that those for the same requests meet.
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Index } from '../../model/rule.ts';
import { expandHost } from '../../text/host.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { bareGatewayName } from './mesh.ts';

/**
 * VirtualServices by gateway, host and kind of rules: `http mesh api.example.com`. Of gateways it is the bare name. Delegates
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
    return blocks.flatMap((block) => [...attached].flatMap((gateway) => [...names].map((host) => `${block} ${gateway} ${host}`)));
  },
};
