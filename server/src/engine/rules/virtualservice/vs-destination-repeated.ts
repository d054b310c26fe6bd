import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import { expandHost } from '../../text/host.ts';
import { allRoutes } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

const codes = ['KIA1105'];

export const vsDestinationRepeated = resourceRule({
  id: 'vs-destination-repeated',
  title: 'Destination that stands twice in a rule',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  docs: `A rule shares requests out among destinations, and two of them are the same: host, subset and port. Their weights add up, so the two are one; mostly a subset or a host was copied and not changed.

Destinations with headers of their own are left alone: that is a way to mark a share of the requests.

**Do:** correct the subset, host or port, or make one destination of the two.`,
  check(resource, report, { clusterDomain }) {
    for (const rule of allRoutes(resource)) {
      const seen = new Map<string, Value>();
      for (const target of rule.at('route').items()) {
        const identity = identityOf(target, resource, clusterDomain);
        const earlier = identity === undefined ? undefined : seen.get(identity);
        if (identity !== undefined && earlier === undefined) seen.set(identity, target);
        if (earlier === undefined) continue;
        report({
          span: target.at('destination', 'host').span, codes,
          related: [{ resource, span: earlier.at('destination', 'host').span, message: 'the same destination' }],
          message: 'This destination stands in the rule already, so the two shares go to one place. Correct its host, subset or port, or add its weight to the other.',
        });
      }
    }
  },
});

/** What makes a destination; `undefined` where that is not all known, or where more than the destination counts. */
function identityOf(target: Value, { namespace }: Resource, clusterDomain: string): string | undefined {
  const destination = target.at('destination');
  const [host, subset, port] = [destination.at('host'), destination.at('subset'), destination.at('port', 'number')];
  const parts = [target, destination, destination.at('port'), subset, port];
  if (host.string === undefined || target.at('headers').exists || parts.some((one) => one.type === 'unknown' || one.hasUnknownEntries)) return undefined;
  const name = namespace === undefined ? host.string : expandHost(host.string, namespace, clusterDomain);
  return [name, subset.string ?? '', port.number ?? ''].join(' ');
}
