import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { hasNoWaypoint } from '../../references/waypoints.ts';
import { findByName } from '../../workspace/indexes/by-name.ts';
import { referenceRule } from '../define.ts';

const codes = ['KIA0109'];

export const ambientPolicyWithoutWaypoint = referenceRule({
  id: 'ambient-policy-without-waypoint',
  title: 'Policy for a host that uses no waypoint',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [authorizationPolicy],
  docs: `An AuthorizationPolicy has a ServiceEntry or Service as its target (\`targetRefs\`) that uses no waypoint. Only waypoints apply such policies: sidecars and ztunnel leave them out. The host stays open to everybody.

The rule needs the Namespace of the target in the workspace, since its label \`istio.io/use-waypoint\` counts for what has none.

**Do:** write the label \`istio.io/use-waypoint\` at the target or at its Namespace, or select the pods of a gateway instead.`,
  check(resource, lookup, report) {
    const spec = resource.root.at('spec');
    for (const ref of [spec.at('targetRef'), ...spec.at('targetRefs').items()]) {
      const kind = [serviceEntry, service].find((one) => one.kind === ref.at('kind').string);
      const name = ref.at('name').string;
      if (kind === undefined || name === undefined || resource.namespace === undefined) continue;
      const [target, ...others] = findByName(lookup, kind, resource.namespace, name).found;
      if (target === undefined || others.length > 0 || !hasNoWaypoint(lookup, target)) continue;
      report({
        span: ref.at('name').span, codes,
        message: `Only waypoints apply a policy with this target, and ${kind.kind} ${name} uses none: the policy guards nothing. Give it or its Namespace the label istio.io/use-waypoint.`,
        related: [{ resource: target, span: target.root.at('metadata', 'name').span, message: 'has no label istio.io/use-waypoint, nor has its Namespace' }],
      });
    }
  },
});
