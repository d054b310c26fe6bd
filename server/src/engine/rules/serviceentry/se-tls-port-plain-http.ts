import { fixOf } from '../../edits/fix.ts';
import { beginTls, tlsPorts } from '../../edits/istio.ts';
import { protocolEdits } from '../../edits/port.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { originationFor } from '../../references/origination.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { externalService } from '../../views/external-service.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const seTlsPortPlainHttp = referenceRule({
  id: 'se-tls-port-plain-http',
  title: 'Plaintext HTTP on a port of TLS',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  fixable: true,
  replaces: ['port-name-protocol-mismatch'],
  docs: `A ServiceEntry says HTTP of port 443, 8443 or 6443. The proxy then reads what clients send as plaintext HTTP; the TLS that they normally send there is not understood, and the connection fails. Clients that do send plaintext reach a server that expects TLS.

It is right where the proxy itself encrypts: the rule is silent where the port has a \`targetPort\`, or a DestinationRule of the workspace has TLS settings for the host and port.

**Do:** write protocol HTTPS or TLS. To have the proxy encrypt, add a DestinationRule with \`tls.mode: SIMPLE\`.`,
  check(resource, lookup, report) {
    const service = externalService(resource);
    if (service === undefined || service.endpoints.some((endpoint) => endpoint.at('ports').exists)) return;
    for (const port of service.ports.filter(isPlainHttp)) {
      const protocol = port.at('protocol');
      const { number } = port.at('number');
      if (number === undefined || !tlsPorts.has(number)) continue;
      const { mayOriginate, others } = originationFor(lookup, resource, number);
      if (mayOriginate) continue;
      report({
        span: protocol.span, restsOn: [resource],
        message: `Clients send TLS to port ${number}, which the proxy would read as plaintext ${protocol.string ?? ''} and fail. Write HTTPS, or have the proxy encrypt: a DestinationRule with tls.mode SIMPLE for this port.`,
        related: others.map((rule) => ({ resource: rule, span: destinationRuleView(rule).host.value.span, message: `DestinationRule ${rule.name ?? ''} has no TLS for port ${number}` })),
        fixes: () => [
          ...fixOf('Replace with HTTPS', protocolEdits(port, 'HTTPS')),
          ...(service.hosts.length === 1 ? beginTls({ rules: others, beside: resource, host: service.hosts[0]?.string ?? '', port: number }) : []),
        ],
      });
    }
  },
});

/** Whether a port is read as HTTP and sent to under its own number. */
function isPlainHttp(port: Value): boolean {
  const protocol = port.at('protocol').string ?? '';
  return istioProtocolClass(protocol) === 'http' && protocol.toUpperCase() !== 'HTTP_PROXY' && !port.at('targetPort').exists && !port.hasUnknownEntries;
}
