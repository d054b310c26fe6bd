import { service } from '../../kinds/service.ts';
import { parseAddress } from '../../net/address.ts';
import { serviceView } from '../../views/service.ts';
import { resourceRule } from '../define.ts';

export const svcExternalnameIp = resourceRule({
  id: 'svc-externalname-ip',
  title: 'External name that looks like an address',
  severity: 'warning',
  since: '0.1.0',
  kinds: [service],
  docs: `\`externalName: 10.0.0.1\` is accepted, because digits and dots make a valid host name. It is treated as one: DNS answers with an alias for a host that is called \`10.0.0.1\`, which no resolver can look up, and connections fail.

**Do:** make a Service without a selector and an EndpointSlice that holds the address, or write the host's name.`,
  check(resource, report) {
    const view = serviceView(resource);
    if (view?.type !== 'ExternalName') return;
    const field = view.spec.at('externalName');
    if (!parseAddress((field.string ?? '').replace(/\.$/, '')).ok || field.string?.includes(':') === true) return;
    report({ span: field.span, message: `${field.source} is taken as a host name, and no DNS server knows a host of that name: connections fail. Make a Service without a selector and an EndpointSlice with the address.` });
  },
});
