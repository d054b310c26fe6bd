import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { externalService } from '../../views/external-service.ts';
import { warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seMultipleHostsAddress = resourceRule({
  id: 'se-multiple-hosts-address',
  title: 'Several hosts behind one address',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0133'],
  kinds: [serviceEntry],
  docs: `A ServiceEntry that is looked up (\`DNS\`, \`DNS_ROUND_ROBIN\`) has \`addresses\`, a TCP port (TLS and HTTPS count) and more than one host. What comes to the address cannot be told apart by host, and all of it goes to one of them. Istio accepts the ServiceEntry with a warning.

**Do:** write one ServiceEntry for each host and its address, or delete \`addresses\`.`,
  check(resource, report) {
    const service = externalService(resource);
    if (service === undefined || (service.resolution !== 'DNS' && service.resolution !== 'DNS_ROUND_ROBIN')) return;
    const isStream = (port: string | undefined): boolean => port !== undefined && ['tls', 'tcp'].includes(istioProtocolClass(port) ?? '');
    if (service.addresses.length === 0 || service.hosts.length < 2 || !service.ports.some((port) => isStream(port.at('protocol').string))) return;
    report({
      span: service.spec.at('addresses').keySpan, ...warnedByIstio, related: [{ resource, span: service.spec.at('hosts').keySpan, message: 'the hosts' }],
      message: `These addresses stand for ${service.hosts.length} hosts, which TCP connections to them do not tell apart; Istio warns of it. Write one ServiceEntry for each host, or delete addresses.`,
    });
  },
});
