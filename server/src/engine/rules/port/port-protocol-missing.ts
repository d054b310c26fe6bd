import { addFieldAfter } from '../../edits/data.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Resource } from '../../model/resource.ts';
import { externalService } from '../../views/external-service.ts';
import type { Value } from '../../yaml/value.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { saysNothing } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const portProtocolMissing = resourceRule({
  id: 'port-protocol-missing',
  title: 'Port whose protocol Istio guesses',
  severity: 'hint',
  since: '0.1.0',
  kinds: [serviceEntry, sidecar],
  fixable: true,
  docs: `A port of a ServiceEntry or Sidecar has no \`protocol\`. The proxy then looks at the first bytes of each connection: HTTP is routed as HTTP, everything else as plain TCP. So TLS is not routed by the server name, and where the server speaks first (MySQL, SMTP, FTP) the proxy waits for bytes of the client that never come.

A Gateway without the protocol of a port is refused, which is \`missing-field\`.

**Do:** write the protocol: HTTP, HTTP2, GRPC, HTTPS, TLS or TCP.`,
  check(resource, report) {
    for (const port of portsOf(resource)) {
      if (port.type !== 'map' || !saysNothing(port, 'protocol') || isMisspelt(resource, port, 'protocol')) continue;
      const number = port.at('number');
      const meant = meantProtocol(port);
      report({
        span: (port.at('protocol').exists ? port.at('protocol') : number.exists ? number : port).keySpan,
        message: `Without a protocol the proxy guesses it from the first bytes of each connection: TLS is not routed by server name, and servers that speak first stall. Write ${number.number === undefined ? 'the protocol' : `protocol: ${meant}, or what it is`}.`,
        fixes: () => (port.at('protocol').exists || number.number === undefined ? [] : [{ title: `Add protocol: ${meant}`, edits: [addFieldAfter(number, 'protocol', meant)] }]),
      });
    }
  },
});

function portsOf(resource: Resource): readonly Value[] {
  const spec = resource.root.at('spec');
  if (resource.kind === sidecar) return [...spec.at('egress').items(), ...spec.at('ingress').items()].map((listener) => listener.at('port'));
  const service = externalService(resource);
  // What takes every connection of its port is se-opaque-port-without-address.
  return service === undefined || (!service.allocated && service.addresses.length === 0) ? [] : service.ports;
}

/** What the name of a port begins with, if that is a protocol, or else what is usual on its number. */
function meantProtocol(port: Value): string {
  const named = port.at('name').string?.split('-', 1)[0]?.toUpperCase() ?? '';
  const protocol = istioProtocolClass(named);
  if (protocol !== undefined && protocol !== 'udp') return named;
  const number = port.at('number').number;
  if (number === 443 || number === 8443) return 'TLS';
  return number === 80 || number === 8080 ? 'HTTP' : 'TCP';
}
