import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { externalService, protocolMark, writtenProtocol } from '../../views/external-service.ts';
import { markOf } from '../support/subject.ts';
import { warnedWhere } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seOpaquePortWithoutAddress = resourceRule({
  id: 'se-opaque-port-without-address',
  title: 'TCP port without an address',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0133', 'IST0134'],
  kinds: [serviceEntry],
  docs: `TCP connections carry no host, so the proxy tells them apart by address. A ServiceEntry with a port of TCP, MONGO, MYSQL or REDIS, or without protocol, and without \`addresses\` makes the proxy listen on all addresses: it takes **every** connection to that port number, whatever its destination.

Istio gives a service without addresses one of its own, and the rule is silent, unless resolution is \`NONE\` or the label \`networking.istio.io/enable-autoallocate-ip: "false"\` forbids it. It warns of TCP and absent protocols.

**Do:** add \`addresses\`; for TLS connections write the protocol TLS, which names the host.`,
  check(resource, report) {
    const service = externalService(resource);
    if (service === undefined || service.allocated || service.addresses.length > 0 || !service.isComplete('addresses')) return;
    for (const port of service.ports) {
      const name = writtenProtocol(port);
      if (name === undefined || (name !== '' && istioProtocolClass(name) !== 'tcp')) continue;
      const isTold = name === '' || name === 'TCP';
      report({
        span: markOf(protocolMark(port)), ...warnedWhere(isTold),
        message: `Without addresses the proxy takes every connection to port ${port.at('number').source} for this host${isTold ? '; Istio warns of it' : ''}. Add addresses, or write ${name === '' ? 'a protocol' : 'TLS if that is what it is'}.`,
      });
    }
  },
});
