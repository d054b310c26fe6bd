import { addFieldAfter } from '../../edits/data.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { reachOf } from '../../references/routes-to.ts';
import { resolveHost } from '../../references/services.ts';
import { allPortsOf } from '../../references/target-ports.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination, Route, VirtualServiceView } from '../../views/virtual-service.ts';
import type { RouteBlock } from '../../views/gateway.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0112'];

export const destinationPortAmbiguous = referenceRule({
  id: 'destination-port-ambiguous',
  title: 'Destination without the port that it needs',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A destination names no port. A sidecar then sends to the port that the request came to: the \`port\` of the match, or that of the VirtualService's host. Here the destination has no such port, so there is no cluster for it and requests are answered with 503.

For TLS and TCP routes a destination with a single port needs none. For HTTP routes of sidecars it does, if its number is another one. The rule is silent where the ports of the host or of the destination are not all known, and for routes of gateways.

**Do:** write \`port.number\` in the destination.`,
  check(resource, lookup, report) {
    const view = virtualServiceView(resource);
    for (const route of view.routes) {
      const { sidecars, gateways } = reachOf(resource, route);
      if (!sidecars || gateways) continue;
      const came = listenerPorts(resource, view, route, lookup);
      if (came === undefined || came.length === 0) continue;
      for (const destination of route.destinations) {
        const ports = missedPorts(resource, destination, route.block, came, lookup);
        if (ports === undefined) continue;
        const { host, value } = destination;
        report({
          span: host.value.span, codes,
          message: `Without a port this sends to the port that the request came to, ${came.join(' or ')}, which ${host.text ?? ''} does not have: requests are answered with 503. Write port.number: ${ports.join(' or ')}.`,
          related: resolveHost(lookup, host.text ?? '', resource.namespace).targets.map((target) => ({ resource: target, span: target.root.at('spec', 'ports').keySpan, message: `the ports of ${target.kind.kind} ${target.name ?? ''}` })),
          fixes: () => (value.at('port').exists ? [] : ports.slice(0, 4).map((one) => ({ title: `Add port ${one}`, preferred: ports.length === 1, edits: [addFieldAfter(host.value, 'port', { number: one })] }))),
        });
      }
    }
  },
});

/** The ports of a destination without port, where the one that a request came to is not among them. */
function missedPorts(resource: Resource, { host, port, value }: Destination, block: RouteBlock, came: readonly number[], lookup: Lookup): readonly number[] | undefined {
  if (host.text === undefined || host.text === '' || port.exists || value.at('port').exists || value.hasUnknownEntries) return undefined;
  const ports = allPortsOf(resolveHost(lookup, host.text, resource.namespace));
  if (ports === undefined || ports.length === 0 || (block !== 'http' && ports.length === 1)) return undefined;
  const numbers = [...new Set(ports.map(({ number }) => number))].sort((a, b) => a - b);
  return came.some((one) => numbers.includes(one)) ? undefined : numbers;
}

/** The ports on which sidecars read a route; `undefined` where they are not all known. */
function listenerPorts(resource: Resource, { hosts }: VirtualServiceView, { block, matches }: Route, lookup: Lookup): readonly number[] | undefined {
  const named = matches.map(({ port }) => port).filter((port) => port !== undefined);
  if (matches.length > 0 && named.length === matches.length) return [...new Set(named)];
  if (matches.some(({ value }) => value.at('port').exists && value.at('port').number === undefined)) return undefined;
  const ofHosts = hosts.map(({ text }) => portsOfHost(resource, text, block, lookup));
  return ofHosts.includes(undefined) ? undefined : [...new Set([...ofHosts.flatMap((ports) => ports ?? []), ...named])];
}

function portsOfHost(resource: Resource, host: string | undefined, block: RouteBlock, lookup: Lookup): readonly number[] | undefined {
  if (host === undefined || host.startsWith('*')) return undefined;
  const resolved = resolveHost(lookup, host, resource.namespace);
  const isExternal = resolved.targets.every(({ kind }) => kind === serviceEntry);
  return allPortsOf(resolved)?.filter(({ protocol }) => !isExternal || reads(block, protocol)).map(({ number }) => number);
}

/** Whether a port of a ServiceEntry with this protocol is one whose routes are of the block. */
function reads(block: RouteBlock, protocol: string | undefined): boolean {
  const kind = protocol === undefined || protocol === '' ? undefined : istioProtocolClass(protocol);
  return kind === undefined ? block !== 'tls' : kind === block;
}
