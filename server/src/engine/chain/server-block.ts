// Rules in a block that no server of their gateway reads. It shows without any request: the Gateway alone tells.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { mesh, resolveGateway, sameGateway } from '../references/gateways.ts';
import { serverTakes } from '../references/servers.ts';
import { gatewayView } from '../views/gateway.ts';
import type { GatewayServer } from '../views/gateway.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import type { Route, VirtualServiceView } from '../views/virtual-service.ts';
import type { ChainBreak } from './model.ts';
import { moveRule } from './new-rules.ts';

export function unreadRules(lookup: Lookup, resource: Resource): readonly ChainBreak[] {
  const view = virtualServiceView(resource);
  if ([...view.hosts, ...view.gateways].some(({ text }) => text === undefined)) return [];
  const attached = view.gateways.length === 0 ? [mesh] : view.gateways.map(({ text }) => text ?? '');
  return view.routes.flatMap((route): readonly ChainBreak[] => {
    const servers = serversOf(resource, view, route, attached, lookup);
    if (servers === undefined || servers.length === 0 || servers.some(({ server }) => server.reads === undefined || server.reads === route.block)) return [];
    const blocks = [...new Set(servers.map(({ server }) => server.reads).filter((one) => one !== undefined))];
    const [to, ...others] = blocks;
    const reads = blocks.join(' or ');
    const one = servers.length === 1;
    return [{
      rule: 'egress-chain-server-block-mismatch', at: resource,
      problem: {
        span: route.value.at('match').exists ? route.value.at('match').keySpan : route.value.keySpan,
        message: `This ${route.block} route is never used: the ${one ? 'server' : 'servers'} of its gateway that take${one ? 's' : ''} these hosts read${one ? 's' : ''} ${reads} routes. Write it under ${reads}, or change the server.`,
        related: servers.map(({ gateway, server }) => ({ resource: gateway, span: server.value.at('port', 'protocol').span, message: `protocol ${server.protocol ?? ''}${server.tlsMode === undefined ? '' : `, TLS mode ${server.tlsMode}`}: reads ${server.reads ?? ''} routes` })),
        restsOn: [resource, ...servers.map(({ gateway }) => gateway)],
        fixes: () => (to !== undefined && others.length === 0 ? moveRule(resource, route.value, to) : []),
      },
    }];
  });
}

interface Candidate {
  readonly gateway: Resource;
  readonly server: GatewayServer;
}

interface Scope {
  readonly gateways: readonly string[];
  readonly port: number | undefined;
}

/** Where a route counts: for what its matches name, or for all that the VirtualService is attached to. */
function scopesOf(route: Route, attached: readonly string[]): readonly Scope[] {
  if (route.matches.length === 0) return [{ gateways: attached, port: undefined }];
  return route.matches.map(({ gateways, port }) => ({ gateways: gateways.length === 0 ? attached : gateways.map(({ text }) => text ?? ''), port }));
}

/** The servers that would have to read a route; `undefined` where it is also for sidecars or it is not certain which they are. */
function serversOf(resource: Resource, view: VirtualServiceView, route: Route, attached: readonly string[], lookup: Lookup): readonly Candidate[] | undefined {
  const candidates: Candidate[] = [];
  for (const { gateways, port } of scopesOf(route, attached)) {
    for (const name of gateways) {
      if (name === mesh) return undefined;
      const found = attached.some((one) => sameGateway(one, name, resource.namespace)) ? gatewaysNamed(resource, name, lookup) : undefined;
      if (found === undefined) return undefined;
      candidates.push(...found.flatMap((gateway) => serversTaking(gateway, port, resource, view, lookup)));
    }
  }
  return candidates;
}

/** The Gateways of a name; `undefined` where it is not certain which they are. */
function gatewaysNamed(resource: Resource, name: string, lookup: Lookup): readonly Resource[] | undefined {
  if (name === '') return undefined;
  const { gateways, kubernetesGateways, uncertain } = resolveGateway(lookup, name, resource.namespace);
  const known = gateways.length > 0 && kubernetesGateways.length === 0 && !uncertain && gateways.every((gateway) => !gateway.entry.document.partial);
  return known ? gateways : undefined;
}

function serversTaking(gateway: Resource, port: number | undefined, resource: Resource, { hosts }: VirtualServiceView, lookup: Lookup): readonly Candidate[] {
  return gatewayView(gateway).servers
    .filter((server) => hosts.some(({ text }) => serverTakes(server, text ?? '', gateway, resource, lookup)))
    .filter((server) => port === undefined || server.port === undefined || server.port === port)
    .map((server) => ({ gateway, server }));
}
