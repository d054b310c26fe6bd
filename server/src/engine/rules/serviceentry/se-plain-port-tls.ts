import { fixOf } from '../../edits/fix.ts';
import { plainPorts } from '../../edits/istio.ts';
import { protocolEdits } from '../../edits/port.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { originationFor } from '../../references/origination.ts';
import { externalService } from '../../views/external-service.ts';
import { referenceRule } from '../define.ts';

export const sePlainPortTls = referenceRule({
  id: 'se-plain-port-tls',
  title: 'TLS on a port of plaintext HTTP',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  fixable: true,
  replaces: ['port-name-protocol-mismatch'],
  docs: `A ServiceEntry says HTTPS or TLS of port 80, 8000 or 8080, where servers speak plaintext HTTP. The proxy then waits for a TLS handshake with the name of the host; plaintext requests have none, match nothing, and are closed or let past.

The rule is silent where the port has a \`targetPort\`, or a DestinationRule has TLS settings for it.

**Do:** write protocol HTTP. To have the proxy encrypt the requests, write HTTP with \`targetPort: 443\` and a DestinationRule with \`tls.mode: SIMPLE\`.`,
  check(resource, lookup, report) {
    for (const port of externalService(resource)?.ports ?? []) {
      const [number, protocol, targetPort] = [port.at('number'), port.at('protocol'), port.at('targetPort')];
      if (number.number === undefined || !plainPorts.has(number.number) || protocol.string === undefined || targetPort.exists || port.hasUnknownEntries) continue;
      if (istioProtocolClass(protocol.string) !== 'tls' || originationFor(lookup, resource, number.number).mayOriginate) continue;
      report({
        span: protocol.span, restsOn: [resource], related: [{ resource, span: number.span, message: 'a port of plaintext HTTP' }],
        message: `On port ${number.number} servers speak plaintext HTTP, which has no TLS handshake to match: these requests do not reach the host by this entry. Write HTTP.`,
        fixes: () => fixOf('Replace with HTTP', protocolEdits(port, 'HTTP'), true),
      });
    }
  },
});
