import { replaceString } from '../../edits/scalar.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { shown } from '../../text/istio-names.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const sidecarEgressHostSyntax = resourceRule({
  id: 'sidecar-egress-host-syntax',
  title: 'Host of a Sidecar of the wrong form',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [sidecar],
  fixable: true,
  docs: `Each of the \`hosts\` of a Sidecar's egress listener is \`namespace/host\`: the namespace is a name, \`.\` (the own one), \`*\` (any) or \`~\` (none; before a name it takes that one out), and the host is a full name, a domain such as \`*.example.com\`, or \`*\`. Names without a dot, addresses and wildcards for a part of a label are refused.

**Do:** write \`*/api.example.com\`, \`./*\` or \`istio-system/*\`.`,
  check(resource, report) {
    for (const { value, text, use, flaw } of hostSites(resource)) {
      if (use !== 'sidecar' || flaw === undefined) continue;
      const { meant } = flaw;
      report({
        span: markOf(value), ...refusedByIstio,
        message: `${text === '' ? 'An empty text' : shown(text)} is not a host of a Sidecar: ${flaw.reason}. Istio refuses the Sidecar. ${meant === undefined ? 'Write namespace/host, such as */api.example.com or ./*.' : `Write ${meant}.`}`,
        fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(value, meant)] }]),
      });
    }
  },
});
