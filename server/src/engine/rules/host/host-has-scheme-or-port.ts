import { replaceString } from '../../edits/scalar.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { shown } from '../../text/istio-names.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const hostHasSchemeOrPort = resourceRule({
  id: 'host-has-scheme-or-port',
  title: 'More than the name of a host',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule, gateway, serviceEntry, virtualService],
  fixable: true,
  docs: `A field for a host holds a URL, or a host with a port or a path. Istio compares hosts with the names in requests and in TLS handshakes, and those have neither; it refuses the object.

**Do:** write the name alone. Ports have fields of their own; paths are matched by the \`http\` routes of a VirtualService.`,
  check(resource, report) {
    for (const { value, text, use, flaw } of hostSites(resource)) {
      if (flaw?.mistake !== 'scheme-or-port' || use === 'sidecar') continue;
      const { meant } = flaw;
      report({
        span: value.span, ...refusedByIstio,
        message: `${shown(text)} is more than the name of a host: scheme, port and path do not belong here. Istio refuses the object. ${meant === undefined ? 'Write the name alone.' : `Write ${meant}.`}`,
        related: use === 'service-entry' && /:\d+(?:$|\/)/.test(text) && resource.root.at('spec', 'ports').exists ? [{ resource, span: resource.root.at('spec', 'ports').keySpan, message: 'where ports are listed' }] : [],
        fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(value, meant)] }]),
      });
    }
  },
});
