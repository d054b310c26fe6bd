import { replaceString } from '../../edits/scalar.ts';
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { shown } from '../../text/istio-names.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { refusedByIstio, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const hostPartialWildcard = resourceRule({
  id: 'host-partial-wildcard',
  title: 'Wildcard for a part of a label',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [gateway, serviceEntry],
  fixable: true,
  docs: `A \`*\` that is not the whole first label, as in \`*example.com\`. A Gateway with such a host is refused. A ServiceEntry is taken with a warning, unless its resolution is \`DYNAMIC_DNS\`; proxies compare hosts label by label, so it seldom matches what it looks like.

**Do:** write \`*.example.com\`, and list \`example.com\` beside it if it is meant too.`,
  check(resource, report) {
    for (const { value, text, use, flaw } of hostSites(resource)) {
      if (flaw?.mistake !== 'partial-wildcard' || use === 'sidecar') continue;
      const { meant } = flaw;
      report({
        span: value.span, ...(flaw.admission === 'rejected' ? refusedByIstio : warnedByIstio),
        message: `The * of ${shown(text)} stands for a part of a label, and may only be a whole one. ${flaw.admission === 'rejected' ? 'Istio refuses the object.' : 'Istio warns of it.'} ${meant === undefined ? 'Write the hosts out.' : `Write ${meant}.`}`,
        fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [replaceString(value, meant)] }]),
      });
    }
  },
});
