import { serviceEntry } from '../../kinds/service-entry.ts';
import { rivalClaims } from '../../references/rival-entries.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { referenceRule } from '../define.ts';

export const cidrOverlapNested = referenceRule({
  id: 'cidr-overlap-nested',
  title: 'Address inside the range of another ServiceEntry',
  severity: 'information',
  since: '0.1.0',
  kinds: [serviceEntry],
  docs: `An address or range of a ServiceEntry lies inside the range of another one, for another host, with the same port, and at least one of the ports is plain TCP. The proxy takes the narrower of the two for the addresses that both have. That may well be meant; who reads the wider one does not see it.

Compared are ServiceEntries that some namespace sees both (\`exportTo\`), in all files.

**Do:** nothing if it is meant; otherwise correct one of the ranges.`,
  check(resource, lookup, report) {
    for (const { claim, other, rival } of rivalClaims(lookup, resource).around) {
      const [host] = serviceEntryHosts(other);
      report({
        span: claim.value.span,
        message: `This lies inside ${rival.value.string ?? ''} of ServiceEntry ${other.name ?? ''} (${host?.text ?? 'another host'}), which has port ${claim.port.number} too. Connections to it are taken here, not there. Correct one of the two if that is not meant.`,
        related: [{ resource: other, span: rival.value.span, message: `the wider range of ServiceEntry ${other.name ?? ''}` }],
      });
    }
  },
});
