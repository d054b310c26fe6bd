import { virtualService } from '../../kinds/virtual-service.ts';
import { meshRoutes, portsReadFor } from '../../references/route-ports.ts';
import type { HostPort } from '../../references/route-ports.ts';
import { protocolMark } from '../../views/external-service.ts';
import type { Route } from '../../views/virtual-service.ts';
import { markOf } from '../support/subject.ts';
import { referenceRule } from '../define.ts';

export const vsBlockNotRead = referenceRule({
  id: 'vs-block-not-read',
  title: 'Routes of another protocol than the port',
  severity: 'warning',
  since: '0.1.0',
  kinds: [virtualService],
  docs: `Sidecars read \`http\` rules for ports of HTTP, \`tls\` rules for ports of HTTPS and TLS, \`tcp\` rules for ports of other protocols; for a port without protocol they read \`http\` and \`tcp\`. No port of the hosts of this VirtualService is one that this rule is read for, so it does nothing. Istio accepts it without a word.

\`http\` rules for a host that has ports of TLS or TCP only are read on port 80 alone, whatever port the host has. So are those for a host of which only a wildcard of a ServiceEntry is known.

It is reported where every host of the VirtualService is a ServiceEntry or Service of the workspace, for rules that count for sidecars alone and lead to no gateway. Rules on the way to an egress gateway are \`egress-chain-mesh-block-mismatch\`.

**Do:** write the rule in the block of the port's protocol, or correct the protocol.`,
  check(resource, lookup, report) {
    const { routes, ports } = meshRoutes(lookup, resource);
    for (const { block, value } of routes) {
      // An http rule with a port is judged by that: vs-match-port-unknown.
      const named = block === 'http' && value.at('match').items().some((match) => match.at('port').exists);
      if (ports.length === 0 || named || isRead(block, ports)) continue;
      const shown = ports.slice(0, 3);
      report({
        span: value.keySpan, message: messageFor(block, shown),
        related: shown.map((port) => ({ resource: port.resource, span: markOf(protocolMark(port.value)), message: `${words[port.kind]} here` })),
      });
    }
  },
});

/** Whether some port is one that the block is read for, or may be. Below a wildcard http rules count on port 80. */
function isRead(block: Route['block'], ports: readonly HostPort[]): boolean {
  const below = ports.some(({ ofWildcard }) => ofWildcard);
  return portsReadFor(block, ports).length > 0 || (below && (block !== 'http' || ports.some(({ number, kind }) => number === 80 && kind === 'http')));
}

function messageFor(block: Route['block'], ports: readonly HostPort[]): string {
  const list = [...new Set(ports.map(({ number, kind }) => `port ${number} is ${words[kind]}`))].join(', ');
  const [first] = ports;
  if (ports.some(({ ofWildcard }) => ofWildcard)) return `Except on port 80, no sidecar reads this ${block} rule: of the host only a wildcard is known (${list}), and that takes the requests. Add a ServiceEntry with this very host, or write the wildcard.`;
  return `${block === 'http' ? 'Except on port 80, no' : 'No'} sidecar reads this ${block} rule: ${list}. Write it under ${blockOf[first?.kind ?? 'http']}, or correct the protocol of the port.`;
}

const words = { http: 'HTTP', tls: 'TLS', tcp: 'plain TCP', sniffed: 'without protocol', udp: 'UDP' } as const;
const blockOf: Readonly<Record<keyof typeof words, Route['block']>> = { http: 'http', tls: 'tls', tcp: 'tcp', sniffed: 'http', udp: 'tcp' };
