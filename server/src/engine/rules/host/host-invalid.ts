import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { shown } from '../../text/istio-names.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const hostInvalid = resourceRule({
  id: 'host-invalid',
  title: 'No host name',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule, gateway, serviceEntry, sidecar, virtualService],
  docs: `The text cannot be a host where it stands, so Istio refuses the object.

A name has labels between dots: at most 63 letters, digits and hyphens each, a letter or digit at both ends, 255 characters in all. The last label is no number. Capitals are allowed, underscores and blanks are not. A \`*\` stands for the whole first label only (\`*.example.com\`). A host of a Gateway may have a namespace before it (\`team-a/api.example.com\`, \`./…\`, \`*/…\`).

Hosts with a scheme or port, addresses, bare wildcards and names without a dot have rules of their own; so have the hosts of a Sidecar.

**Do:** write the name that clients use.`,
  check(resource, report) {
    for (const { value, text, use, flaw } of hostSites(resource)) {
      if (flaw === undefined || use === 'sidecar' || use === 'destination' && text === '') continue;
      if (flaw.mistake === 'invalid' || flaw.mistake === 'namespace') report({ span: markOf(value), ...refusedByIstio, message: `${text === '' ? 'This' : shown(text)} is not a host: ${flaw.reason}. Istio refuses the object. Write the name that clients use.` });
    }
  },
});
