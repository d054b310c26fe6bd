import { virtualService } from '../../kinds/virtual-service.ts';
import { dnsLabelFlaw, shown } from '../../text/istio-names.ts';
import { destinationsOf } from '../../views/routes.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsDestinationInvalid = resourceRule({
  id: 'vs-destination-invalid',
  title: 'Destination that cannot be one',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `A destination names one service: \`host\` is a name, not an address, not empty and not \`*\` (a domain such as \`*.example.com\` is allowed), and \`subset\` is a name of letters, digits and hyphens. Istio refuses anything else.

**Do:** write the name that a Service or ServiceEntry has.`,
  check(resource, report) {
    for (const { value, text, use, flaw } of hostSites(resource)) {
      if (use !== 'destination' || flaw === undefined) continue;
      if (text === '' || flaw.mistake === 'bare-wildcard' || flaw.mistake === 'address') {
        report({ span: value.span, ...refusedByIstio, message: `${text === '' ? 'An empty text' : shown(text)} cannot be the destination: ${flaw.reason}. Istio refuses the VirtualService. Write the name that a Service or ServiceEntry has.` });
      }
    }
    for (const destination of destinationsOf(resource)) {
      const subset = destination.at('subset');
      const text = subset.string ?? '';
      const flaw = text === '' ? undefined : dnsLabelFlaw(text);
      if (flaw !== undefined) report({ span: markOf(subset), ...refusedByIstio, message: `${shown(text)} cannot be a subset: ${flaw}. Istio refuses the VirtualService. Write the name of a subset of the destination's DestinationRule.` });
    }
  },
});
