import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { findWaypoint, waypointOf, waypointTraffic } from '../../references/waypoints.ts';
import type { WaypointUse } from '../../references/waypoints.ts';
import type { Value } from '../../yaml/value.ts';
import { placeOf } from '../support/waypoints.ts';
import { referenceRule } from '../define.ts';

export const ambientWaypointFor = referenceRule({
  id: 'ambient-waypoint-for',
  title: 'Waypoint for other traffic',
  severity: 'error',
  since: '0.1.0',
  kinds: [serviceEntry, service],
  fixable: true,
  docs: `The waypoint that a ServiceEntry or Service is to use takes traffic of workloads only, or none: its label \`istio.io/waypoint-for\` is \`workload\` or \`none\`. Hosts of ServiceEntries and Services are traffic of services. Istio refuses to use the waypoint for them, and the traffic goes past it and its policies.

Where the waypoint is that of the whole namespace, which may be meant for workloads, this is information only, and said of ServiceEntries.

**Do:** label the waypoint \`service\` or \`all\`.`,
  check(resource, lookup, report) {
    const use = waypointOf(lookup, resource);
    if (use === undefined || (use.holder !== resource && resource.kind === service)) return;
    const { found: [waypoint, ...others], unnamed } = findWaypoint(lookup, use);
    if (waypoint === undefined || others.length > 0 || unnamed) return;
    const { traffic, label } = waypointTraffic(waypoint);
    if (traffic !== 'workload' && traffic !== 'none') return;
    report({ ...placeOf(resource, use), ...problemOf(resource, use, { waypoint, label, traffic: traffic === 'none' ? 'no traffic' : 'traffic of workloads' }) });
  },
});

interface Mismatch {
  readonly waypoint: Resource;
  readonly label: Value;
  readonly traffic: string;
}

function problemOf(resource: Resource, use: WaypointUse, { waypoint, label, traffic }: Mismatch): Pick<Problem, 'severity' | 'message' | 'related' | 'fixes'> {
  const { related = [] } = placeOf(resource, use);
  return {
    severity: use.holder === resource ? 'error' : 'information',
    message: `The Gateway ${use.name} is a waypoint for ${traffic}, so that to this ${resource.kind.kind} goes past it and its policies. Label the waypoint service or all.`,
    related: [{ resource: waypoint, span: label.span, message: 'what the waypoint is for' }, ...related],
    fixes: () => ['service', 'all'].map((instead) => ({ title: `Label the waypoint ${instead}`, edits: [{ ...replaceString(label, instead), resource: waypoint }] })),
  };
}
