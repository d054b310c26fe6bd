import { virtualService } from '../../kinds/virtual-service.ts';
import { meshRoutes, portsReadFor } from '../../references/route-ports.ts';
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

\`http\` rules for a host that has ports of TLS or TCP only are read on port 80 alone, whatever port the host has.

It is reported where every host of the VirtualService is a ServiceEntry or Service of the workspace, for rules that count for sidecars alone and lead to no Service. Rules on the way to an egress gateway are \`egress-chain-mesh-block-mismatch\`.

**Do:** write the rule in the block of the port's protocol, or correct the protocol.`,
  check(resource, lookup, report) {
    const { routes, ports } = meshRoutes(lookup, resource);
    for (const { block, value } of routes) {
      const [first] = ports;
      // An http rule with a port is judged by that: vs-match-port-unknown.
      if (first === undefined || portsReadFor(block, ports).length > 0 || (block === 'http' && value.at('match').items().some((match) => match.at('port').exists))) continue;
      const shown = ports.slice(0, 3);
      report({
        span: value.keySpan,
        message: `${block === 'http' ? 'Except on port 80, no' : 'No'} sidecar reads this ${block} rule: ${shown.map(({ number, kind }) => `port ${number} is ${words[kind]}`).join(', ')}. Write it under ${blockOf[first.kind]}, or correct the protocol of the port.`,
        related: shown.map((port) => ({ resource: port.resource, span: markOf(protocolMark(port.value)), message: `${words[port.kind]} here` })),
      });
    }
  },
});

const words = { http: 'HTTP', tls: 'TLS', tcp: 'plain TCP', sniffed: 'without protocol', udp: 'UDP' } as const;
const blockOf: Readonly<Record<keyof typeof words, Route['block']>> = { http: 'http', tls: 'tls', tcp: 'tcp', sniffed: 'http', udp: 'tcp' };
