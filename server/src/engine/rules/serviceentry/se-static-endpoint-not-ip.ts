import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { domainFlaw, isAddress, shown } from '../../text/istio-names.ts';
import { externalService } from '../../views/external-service.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seStaticEndpointNotIp = resourceRule({
  id: 'se-static-endpoint-not-ip',
  title: 'STATIC endpoint that is a name',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `With resolution \`STATIC\` nothing is looked up: the addresses of \`endpoints\` are IP addresses, or sockets (\`unix:///run/a.sock\`). A host name there is refused.

**Do:** set resolution to \`DNS\`, or write the addresses.`,
  check(resource, report) {
    const service = externalService(resource);
    if (service?.resolution !== 'STATIC') return;
    for (const address of service.endpoints.map((endpoint) => endpoint.at('address'))) {
      const text = address.string ?? '';
      if (text === '' || text.startsWith('unix://') || isAddress(text)) continue;
      const isName = domainFlaw(text) === undefined;
      report({
        span: markOf(address), ...refusedByIstio, related: [{ resource, span: service.resolutionAt.span, message: 'nothing is looked up' }],
        message: `${shown(text)} is not an IP address, and endpoints of a STATIC service are: Istio refuses the ServiceEntry. ${isName ? 'Set resolution to DNS.' : 'Write an address.'}`,
        fixes: () => (isName ? [{ title: 'Set resolution to DNS', edits: [replaceString(service.resolutionAt, 'DNS')] }] : []),
      });
    }
  },
});
