import { replaceField } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { kubernetesGatewayView } from '../../views/gateway-api.ts';
import { findByName } from '../../workspace/indexes/by-name.ts';
import { targetRef } from '../support/waypoints.ts';
import { referenceRule } from '../define.ts';

export const authzWaypointSelector = referenceRule({
  id: 'authz-waypoint-selector',
  title: 'Policy that selects the pods of a waypoint',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0166', 'KIA0110'],
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `An AuthorizationPolicy selects the pods of a waypoint by the label \`gateway.networking.k8s.io/gateway-name\`. Waypoints apply only policies with \`targetRefs\`, never those with a \`selector\`: this one guards nothing.

For other Gateways of the Gateway API (class \`istio\`) a selector counts, and nothing is said.

**Do:** name the Gateway, or the ServiceEntry or Service that is to be guarded, in \`targetRefs\`.`,
  check(resource, lookup, report) {
    const spec = resource.root.at('spec');
    const label = spec.at('selector', 'matchLabels', gatewayName);
    if (label.string === undefined || spec.at('targetRefs').exists || spec.at('targetRef').exists) return;
    const { found } = findByName(lookup, kubernetesGateway, resource.namespace, label.string);
    const [waypoint] = found;
    if (waypoint === undefined || !found.every((one) => kubernetesGatewayView(one).className === 'istio-waypoint')) return;
    const selector = spec.at('selector');
    report({
      span: selector.keySpan, codes: ['IST0166', 'KIA0110'],
      message: `Waypoints apply only policies with targetRefs, so this one, which selects the pods of ${label.string}, guards nothing. Name the Gateway ${label.string} in targetRefs.`,
      related: [{ resource: waypoint, span: waypoint.root.at('metadata', 'name').span, message: 'a waypoint' }],
      fixes: () => (selector.at('matchLabels').entries().length === 1 ? fixOf('Replace selector by targetRefs', replaceField(selector, 'targetRefs', [targetRef(waypoint)])) : []),
    });
  },
});

const gatewayName = 'gateway.networking.k8s.io/gateway-name';
