import { virtualService } from '../../kinds/virtual-service.ts';
import { gatewayId, isGeneratedName, mesh, resolveGateway } from '../../references/gateways.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

export const gatewayRefKubernetesGateway = referenceRule({
  id: 'gateway-ref-kubernetes-gateway',
  title: 'VirtualService for a Gateway of the Gateway API',
  severity: 'warning',
  since: '0.1.0',
  codes: ['KIA1102'],
  kinds: [virtualService],
  docs: `A VirtualService names a Gateway of \`gateway.networking.k8s.io\`, and there is no Istio Gateway of that name. Istio makes an internal Gateway of its own for each listener of such a Gateway, under another name, and looks VirtualServices up by the name they write: the routes attach to nothing. \`istioctl analyze\` takes the name for found.

**Do:** write an HTTPRoute, TLSRoute or TCPRoute with this Gateway among its \`parentRefs\`, or a Gateway of \`networking.istio.io\` for the VirtualService.`,
  check(resource, lookup, report) {
    const { gateways } = virtualServiceView(resource);
    for (const { value, text } of gateways) {
      if (text === undefined || text === '' || text === mesh || isGeneratedName(text)) continue;
      const { name, gateways: found, kubernetesGateways, uncertain } = resolveGateway(lookup, text, resource.namespace);
      if (found.length > 0 || kubernetesGateways.length === 0 || uncertain) continue;
      report({
        span: value.span, codes: ['KIA1102'],
        message: `${gatewayId(name)} is a Gateway of the Gateway API, to which VirtualServices do not attach: these routes are never used there. Write an HTTPRoute for it, or a Gateway of networking.istio.io.`,
        related: kubernetesGateways.map((one) => ({ resource: one, span: one.root.at('apiVersion').span, message: 'a Gateway of the Gateway API' })),
      });
    }
  },
});
