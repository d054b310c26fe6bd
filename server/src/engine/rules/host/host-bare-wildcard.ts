import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const hostBareWildcard = resourceRule({
  id: 'host-bare-wildcard',
  title: 'Bare wildcard in place of a host name',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [serviceEntry, virtualService],
  docs: `The bare wildcard \`*\` would take the traffic to every host there is. A ServiceEntry and a VirtualService that counts inside the mesh (it names the gateway \`mesh\`, or none) must name hosts, and are refused otherwise. A VirtualService that is bound to gateways only may say \`*\`.

**Do:** list the hosts, or a domain such as \`*.example.com\`. For everything that the mesh does not know, set \`outboundTrafficPolicy\`.`,
  check(resource, report) {
    for (const { value, use, flaw } of hostSites(resource)) {
      if (flaw?.mistake !== 'bare-wildcard' || use === 'destination') continue;
      const gateways = resource.root.at('spec', 'gateways').items().filter(({ string }) => string === 'mesh');
      report({
        span: value.span, ...refusedByIstio, related: gateways.map((item) => ({ resource, span: item.span, message: 'binds the VirtualService to the mesh' })),
        message: use === 'service-entry'
          ? '* would take the traffic to every host, and Istio refuses the ServiceEntry. List the hosts, or a domain such as *.example.com.'
          : '* would take all traffic of the mesh, and Istio refuses the VirtualService. List the hosts, or name gateways without mesh.',
      });
    }
  },
});
