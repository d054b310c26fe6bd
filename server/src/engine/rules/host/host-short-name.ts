import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { shown } from '../../text/istio-names.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const hostShortName = resourceRule({
  id: 'host-short-name',
  title: 'Host without a dot',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [gateway, serviceEntry],
  docs: `A host has no dot. A Gateway with such a host is refused. A ServiceEntry is taken, and its service really has that short name; but a VirtualService or DestinationRule that writes the same name means \`name.its-namespace.svc.cluster.local\`, and does not find it.

Names without a dot are fine in VirtualServices and DestinationRules, where they mean a Service of the same namespace.

**Do:** give the host a domain, such as \`partner.internal\`.`,
  check(resource, report, options) {
    for (const { value, text, use, flaw } of hostSites(resource)) {
      if (flaw?.mistake !== 'short-name' || use === 'sidecar') continue;
      if (use === 'gateway') report({ span: value.span, ...refusedByIstio, message: `${shown(text)} has no dot, and Istio refuses a Gateway with a short name. Write the full name of the host.` });
      else report({ span: value.span, message: `The host ${shown(text)} has no dot. Where a VirtualService or DestinationRule says ${text}, it means ${text}.${resource.namespace ?? 'its-namespace'}.svc.${options.clusterDomain}, and not this. Give the host a domain.` });
    }
  },
});
