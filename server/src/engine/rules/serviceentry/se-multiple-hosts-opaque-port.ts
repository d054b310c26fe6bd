import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { externalService, protocolMark, writtenProtocol } from '../../views/external-service.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seMultipleHostsOpaquePort = resourceRule({
  id: 'se-multiple-hosts-opaque-port',
  title: 'Several hosts behind one TCP port',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [serviceEntry],
  docs: `HTTP requests and TLS handshakes name their host, plain TCP connections do not. A ServiceEntry with more than one host therefore takes ports of HTTP, HTTP2, GRPC, HTTPS, TLS and the like only, unless its resolution is \`NONE\`, where hosts do not count. A port without a protocol is plain TCP here. Istio refuses the ServiceEntry otherwise.

**Do:** write one ServiceEntry for each host.`,
  check(resource, report) {
    const service = externalService(resource);
    // What a port of DYNAMIC_DNS may be is se-dynamic-dns-invalid.
    if (service === undefined || service.resolution === 'NONE' || service.resolution === 'DYNAMIC_DNS' || service.hosts.length < 2) return;
    const port = service.ports.find(isOpaque);
    if (port === undefined) return;
    const name = writtenProtocol(port) ?? '';
    report({
      span: markOf(protocolMark(port)), ...refusedByIstio, related: [{ resource, span: service.spec.at('hosts').keySpan, message: 'the hosts that cannot be told apart' }],
      message: `${name === '' ? 'Connections to a port without protocol' : `${name} connections`} do not say which of the ${service.hosts.length} hosts they are for, and Istio refuses the ServiceEntry. Write one for each host.`,
    });
  },
});

/** Whether a port is neither HTTP nor TLS. A name that Istio does not know has a finding of its own. */
function isOpaque(port: Value): boolean {
  const name = writtenProtocol(port);
  if (name === undefined) return false;
  const transport = istioProtocolClass(name);
  return name === '' || transport === 'tcp' || transport === 'udp';
}
