import { serviceEntry } from '../../kinds/service-entry.ts';
import { sharedPorts } from '../../references/shared-hosts.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { referenceRule } from '../define.ts';

export const seDuplicateHostPort = referenceRule({
  id: 'se-duplicate-host-port',
  title: 'The same host and port in two ServiceEntries',
  severity: 'information',
  since: '0.1.0',
  codes: ['KIA1211'],
  kinds: [serviceEntry],
  docs: `Two ServiceEntries of one namespace have the same host and port. The older one decides resolution, protocol and target port; what the other says of them is ignored.

Of different namespaces a proxy takes the one of its own namespace, or else the older. That is common where teams do not know of one another, and only a hint. ServiceEntries that no namespace sees both (\`exportTo\`) do not meet.

**Do:** keep one of them, or export each to its own namespace only.`,
  check(resource, lookup, report) {
    const shared = sharedPorts(lookup, resource).filter(({ conflict }) => !conflict);
    const hosts = new Set(shared.map(({ host }) => host));
    for (const host of hosts) {
      const ports = shared.filter((one) => one.host === host);
      const [first] = ports;
      if (first === undefined) continue;
      const { other } = first;
      const isNear = other.resource.namespace === resource.namespace;
      const numbers = [...new Set(ports.map(({ port }) => port.number))].join(', ');
      const place = serviceEntryHosts(resource).find(({ text }) => text === host)?.value ?? first.port.value;
      report({
        span: place.span, severity: isNear ? 'information' : 'hint', codes: ['KIA1211'],
        message: isNear
          ? `ServiceEntry ${other.resource.name ?? ''} has ${host} with port ${numbers} too. The older of the two decides; the settings of the other are ignored for ${numbers.includes(',') ? 'these ports' : 'this port'}. Keep one.`
          : `ServiceEntry ${other.resource.name ?? ''} in namespace ${other.resource.namespace ?? ''} has ${host} with port ${numbers} too. A proxy that sees both takes that of its own namespace, or else the older. Export each to its own namespace if they differ.`,
        related: [{ resource: other.resource, span: other.port.value.at('number').span, message: `port ${other.port.number} of ServiceEntry ${other.resource.name ?? ''}` }],
      });
    }
  },
});
