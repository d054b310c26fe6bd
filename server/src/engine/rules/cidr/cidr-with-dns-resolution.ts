import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { walkOf } from '../../workspace/walk.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const cidrWithDnsResolution = resourceRule({
  id: 'cidr-with-dns-resolution',
  title: 'Range of addresses with a lookup',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `\`addresses\` of a ServiceEntry whose resolution is \`DNS\`, \`DNS_ROUND_ROBIN\` or \`DYNAMIC_DNS\` are single addresses. A range has no meaning there, and the object is refused.

**Do:** write the addresses, or set resolution to \`NONE\` (the proxy connects where the client connects) or \`STATIC\`.`,
  check(resource, report) {
    for (const { keyword, value } of walkOf(resource).problems) {
      if (keyword !== 'service-entry-cidr-resolution') continue;
      const resolution = resource.root.at('spec', 'resolution');
      report({
        span: value.span, ...refusedByIstio, related: [{ resource, span: resolution.span, message: 'looks names up' }],
        message: `${value.source} is a range, which goes with resolution NONE and STATIC only: the object is refused. Write single addresses, or change the resolution.`,
        fixes: () => ['NONE', 'STATIC'].map((wanted) => ({ title: `Set resolution to ${wanted}`, edits: [replaceString(resolution, wanted)] })),
      });
    }
  },
});
