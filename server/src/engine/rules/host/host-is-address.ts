import { appendItem } from '../../edits/append.ts';
import { addFieldAfter } from '../../edits/data.ts';
import { carrying, fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { HostUse } from '../../fields/host.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { isDnsLabel, shown } from '../../text/istio-names.ts';
import { externalService } from '../../views/external-service.ts';
import { hostSites } from '../../workspace/hosts.ts';
import type { Value } from '../../yaml/value.ts';
import { refusedByIstio, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const hostIsAddress = resourceRule({
  id: 'host-is-address',
  title: 'Address in place of a host name',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [destinationRule, gateway, serviceEntry, virtualService],
  fixable: true,
  docs: `An IP address or range stands where only a name can. Istio refuses the object. As a server name (\`sniHosts\`) it is taken with a warning, but clients send no address there, so the match never applies.

The hosts of a VirtualService and the servers of a Gateway may be addresses. Destinations of a route are judged by \`vs-destination-invalid\`.

**Do:** give the service a name in \`hosts\` of a ServiceEntry (\`db.example.com\`, any name will do) and list its addresses in \`addresses\`, or in \`endpoints\` with resolution \`STATIC\`. Use that name everywhere else.`,
  check(resource, report) {
    for (const { value, text, use, flaw } of hostSites(resource)) {
      if (flaw?.mistake !== 'address' || use === 'destination') continue;
      if (flaw.admission === 'warned') report({ span: value.span, ...warnedByIstio, message: `${text} is an address, and clients send no address as server name: the match never applies. Istio warns of it. Write the name, or use a tcp route with destinationSubnets.` });
      else report({ span: value.span, ...refusedByIstio, message: `${shown(text)} is an address, and only a name can stand here. Istio refuses the object. ${adviceFor(use)}`, fixes: () => (use === 'service-entry' ? move(resource, value, text) : []) });
    }
  },
});

function adviceFor(use: HostUse): string {
  if (use === 'service-entry') return 'Write a name here and the address into addresses.';
  return use === 'gateway' ? 'Write a name, an IPv4 address or *.' : 'Write the name that a Service or ServiceEntry has.';
}

/** Writes the address into `addresses`. A ServiceEntry that looks hosts up needs one that can be found, and nobody knows it here. */
function move(resource: Resource, value: Value, text: string): readonly Fix[] {
  const service = externalService(resource);
  const hosts = value.parent;
  if (service === undefined || hosts === undefined || hosts.isAlias || (service.resolution !== 'NONE' && service.endpoints.length === 0)) return [];
  const list = service.spec.at('addresses');
  const addition = list.exists ? appendItem(list, text) : addFieldAfter(hosts, 'addresses', [text]);
  const deletion = deleteItem(value);
  if (service.hosts.length > 1) return fixOf('Move it to addresses', [carrying(value.document.text, addition, deletion), deletion]);
  const name = `${resource.name ?? ''}.internal`;
  return isDnsLabel(resource.name ?? '') ? fixOf(`Move it to addresses, and name the host ${name}`, [addition, replaceString(value, name)]) : [];
}
