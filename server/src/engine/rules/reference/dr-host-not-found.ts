import { isTold } from '../../chain/breaks.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { Resource } from '../../model/resource.ts';
import { crowd } from '../../model/rule.ts';
import type { Lookup } from '../../model/rule.ts';
import { unresolvedHost } from '../../references/unresolved-host.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { isRefusedHost } from '../../workspace/hosts.ts';
import { virtualServiceByDestination } from '../../workspace/indexes/mesh.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0174', 'KIA0202'];

export const drHostNotFound = referenceRule({
  id: 'dr-host-not-found',
  title: 'DestinationRule for a host that does not exist',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [destinationRule],
  fixable: true,
  docs: `The host of a DestinationRule is no Service and no host of a ServiceEntry, so the rule configures nothing: no TLS is originated, no subset exists. Istio accepts it without a word.

A host without a dot means a Service in the namespace of the DestinationRule; other names are taken as they are. Wildcard hosts are not judged. The rule is silent where the workspace does not show what could be the host: it does where Services or ServiceEntries of that namespace stand in the same file, or where at least half of the hosts that DestinationRules beside it name there are here. Where a route leads to the same host, that is told of the route alone.

**Do:** correct the host, or add the Service or ServiceEntry.`,
  check(resource, lookup, report) {
    const { host: { value, text } } = destinationRuleView(resource);
    if (text === undefined || text.includes('*')) return;
    const unresolved = unresolvedHost(lookup, resource, text);
    // A dotted short name of a Service is host-dotted-short-name.
    if (unresolved === undefined || unresolved.meant?.why === 'short-name' || isRefusedHost(text, 'destination-rule')) return;
    const { resolved, meant, severity, related } = unresolved;
    // A slip may be told of the ServiceEntry too, where a VirtualService that leads out agrees with the DestinationRule.
    const leading = lookup.first(virtualServiceByDestination, resolved.host, crowd);
    if (leading.some((one) => isToldOfRoute(lookup, resolved.host, one) || (meant !== undefined && isTold(lookup, one, 'egress-chain-service-entry-missing', meant.target)))) return;
    report({
      span: value.span, severity, codes,
      message: `${resolved.host} is neither a Service nor a host of a ServiceEntry in the workspace, so this rule configures nothing. ${meant === undefined ? 'Correct the host, or add what it is for.' : `Did you mean ${meant.host}?`}`,
      related,
      fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant.host}`, edits: [replaceString(value, meant.host)] }]),
    });
  },
});

/** Whether a VirtualService leads to the very host: that it is not there is told of the route, which fails, and what is for the same host is mended with it. */
function isToldOfRoute(lookup: Lookup, host: string, leading: Resource): boolean {
  return virtualServiceView(leading).routes.some(({ destinations }) => destinations.some(({ host: { text } }) => text !== undefined && unresolvedHost(lookup, leading, text)?.resolved.host === host));
}
