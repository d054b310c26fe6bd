import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { domainFlaw } from '../../text/istio-names.ts';
import { externalService, mayBeDynamic } from '../../views/external-service.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seDnsWildcardHost = resourceRule({
  id: 'se-dns-wildcard-host',
  title: 'Wildcard that cannot be looked up',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `With resolution \`DNS\` or \`DNS_ROUND_ROBIN\` the proxy looks up the host, and a wildcard cannot be looked up. Istio refuses the ServiceEntry, unless \`endpoints\` name what to look up instead.

**Do:** list the hosts; or set resolution to \`DYNAMIC_DNS\`, which looks up the very name that was asked for, or to \`NONE\` for clients that reach the service directly.`,
  check(resource, report) {
    const service = externalService(resource);
    if (service === undefined || (service.resolution !== 'DNS' && service.resolution !== 'DNS_ROUND_ROBIN')) return;
    if (service.endpoints.length > 0 || !service.isComplete('endpoints')) return;
    for (const { value, text, use, flaw } of hostSites(resource)) {
      if (use !== 'service-entry' || domainFlaw(text) === undefined || flaw?.admission === 'rejected') continue;
      report({
        span: value.span, ...refusedByIstio, related: [{ resource, span: service.resolutionAt.span, message: 'asks for a lookup' }],
        message: `${text} is ${text.includes('*') ? 'a wildcard' : 'a number'}, and resolution ${service.resolution} has to look it up: Istio refuses the ServiceEntry. List the hosts, or set resolution to DYNAMIC_DNS or NONE.`,
        fixes: () => [...(mayBeDynamic(service) ? ['DYNAMIC_DNS'] : []), 'NONE'].map((resolution) => ({ title: `Set resolution to ${resolution}`, edits: [replaceString(service.resolutionAt, resolution)] })),
      });
    }
  },
});
