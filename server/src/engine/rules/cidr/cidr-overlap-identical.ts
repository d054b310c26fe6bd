import { serviceEntry } from '../../kinds/service-entry.ts';
import { rivalClaims } from '../../references/rival-entries.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { referenceRule } from '../define.ts';

export const cidrOverlapIdentical = referenceRule({
  id: 'cidr-overlap-identical',
  title: 'Two ServiceEntries for the same address and port',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  docs: `Two ServiceEntries for different hosts list the same address or range, with the same port, and at least one of the ports is plain TCP (TCP, MONGO, MYSQL, REDIS, or no protocol). TCP connections carry no host: the proxy knows only the address, and gives all of them to the older of the two. Routes, TLS settings and metrics of the other are never used.

Compared are ServiceEntries that some namespace sees both (\`exportTo\`), in all files. In a range TLS is told apart by the name of its host; behind a single address it is not. HTTP always is.

**Do:** give each its own addresses or ports, or make it one ServiceEntry.`,
  check(resource, lookup, report) {
    for (const { claim, other, rival } of rivalClaims(lookup, resource).equal) {
      const [host] = serviceEntryHosts(other);
      report({
        span: claim.value.span,
        message: `ServiceEntry ${other.name ?? ''} has ${claim.range.first === claim.range.last ? 'this address' : 'this range'} on port ${claim.port.number} too, for ${host?.text ?? 'another host'}. TCP connections name no host, so all of them go to the older of the two. Give one of them other addresses or another port.`,
        related: [
          { resource: other, span: rival.value.span, message: `the same in ServiceEntry ${other.name ?? ''}` },
          { resource: other, span: rival.port.value.at('number').span, message: 'with the same port' },
        ],
      });
    }
  },
});
