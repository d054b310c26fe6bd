import { fixOf } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { nearestName } from '../../text/nearest.ts';
import { istioClasses } from '../../views/gateway-api.ts';
import { resourceRule } from '../define.ts';

export const gatewayapiClassMisspelt = resourceRule({
  id: 'gatewayapi-class-misspelt',
  title: 'Misspelt class of a Gateway',
  severity: 'warning',
  since: '0.1.0',
  kinds: [kubernetesGateway],
  fixable: true,
  docs: `\`gatewayClassName\` is almost the name of one of Istio's classes (\`istio\`, \`istio-remote\`, \`istio-waypoint\`, \`istio-east-west\`). Kubernetes accepts any name. A Gateway of a class that nobody serves gets no workload and no Service, and the routes that name it count nowhere.

**Do:** correct the name. If there is a GatewayClass of this name, suppress the finding.`,
  check(resource, report) {
    const at = resource.root.at('spec', 'gatewayClassName');
    const name = at.string;
    // `istio2` is the class of another installation.
    const meant = name === undefined || name === ofOthers || istioClasses.includes(name) || /\d/.test(name) ? undefined : nearestName(name, istioClasses);
    if (meant === undefined) return;
    report({
      span: at.span,
      message: `No class of Istio is called ${name ?? ''}: unless there is a GatewayClass of that name, nobody serves this Gateway, and its routes count nowhere. Did you mean ${meant}?`,
      fixes: () => fixOf(`Replace with ${meant}`, replaceString(at, meant), true),
    });
  },
});

/** A class of Solo's builds of Istio. */
const ofOthers = 'istio-eastwest';
