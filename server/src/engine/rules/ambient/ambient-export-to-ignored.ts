import { serviceEntry } from '../../kinds/service-entry.ts';
import { waypointOf } from '../../references/waypoints.ts';
import { textsAt } from '../../views/read.ts';
import { referenceRule } from '../define.ts';

export const ambientExportToIgnored = referenceRule({
  id: 'ambient-export-to-ignored',
  title: 'exportTo in ambient mode',
  severity: 'information',
  since: '0.1.0',
  kinds: [serviceEntry],
  docs: `A ServiceEntry that uses a waypoint is exported to some namespaces only. ztunnel and waypoints do not look at \`exportTo\`: clients of all namespaces in ambient mode use the ServiceEntry, and its waypoint. Only sidecars heed the field. What ambient mode sees of ServiceEntries is up to the mesh's \`serviceEntryVisibility\`, from Istio 1.31 on.

**Do:** keep clients away with an AuthorizationPolicy for the ServiceEntry, or set \`serviceEntryVisibility\`.`,
  check(resource, lookup, report) {
    const exportTo = resource.root.at('spec', 'exportTo');
    const names = textsAt(exportTo);
    if (names.length === 0 || names.some(({ text }) => text === undefined || text === '*')) return;
    const use = waypointOf(lookup, resource);
    if (use === undefined) return;
    report({
      span: exportTo.keySpan,
      message: 'Ambient mode does not look at exportTo: clients of all namespaces there use this ServiceEntry and its waypoint. Keep them away with an AuthorizationPolicy for the ServiceEntry.',
      related: [{ resource: use.holder, span: use.label.span, message: 'the waypoint that is used' }],
    });
  },
});
