import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { walkOf } from '../../workspace/walk.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seDnsRoundRobinEndpoints = resourceRule({
  id: 'se-dns-round-robin-endpoints',
  title: 'Several endpoints with DNS_ROUND_ROBIN',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `With resolution \`DNS_ROUND_ROBIN\` the proxy looks up one name and uses the first answer for each new connection, so there is at most one endpoint. The object is refused otherwise.

**Do:** set resolution to \`DNS\`, which uses all of them.`,
  check(resource, report) {
    for (const { keyword, value } of walkOf(resource).problems) {
      if (keyword !== 'service-entry-round-robin-endpoints') continue;
      const resolution = resource.root.at('spec', 'resolution');
      report({
        span: value.keySpan, ...refusedByIstio, related: [{ resource, span: resolution.span, message: 'looks up one name' }],
        message: `DNS_ROUND_ROBIN takes at most one endpoint, and here are ${value.items().length}: the object is refused. Set resolution to DNS.`,
        fixes: () => [{ title: 'Set resolution to DNS', preferred: true, edits: [replaceString(resolution, 'DNS')] }],
      });
    }
  },
});
