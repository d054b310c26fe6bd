import { appendItem } from '../../edits/append.ts';
import { fixOf } from '../../edits/fix.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { mesh, resolveGateway } from '../../references/gateways.ts';
import { visibilityOf } from '../../references/visibility.ts';
import { workloadsSelectedBy } from '../../references/workloads.ts';
import { gatewayView } from '../../views/gateway.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

export const vsNotExportedToGateway = referenceRule({
  id: 'vs-not-exported-to-gateway',
  title: 'Routes that the gateway does not see',
  severity: 'warning',
  since: '0.1.0',
  kinds: [virtualService],
  fixable: true,
  docs: `\`exportTo\` of a VirtualService leaves out the namespace in which the pods of its gateway run. It is that namespace which counts, not the one of the Gateway resource: the gateway never gets these routes, and answers their requests with 404 or closes the connection. Istio accepts it without a word.

It is reported where the pods that the Gateway selects are in the workspace. On the way to an egress gateway it is \`egress-chain-vs-not-exported\`.

**Do:** add the namespace of the gateway's pods to \`exportTo\`.`,
  check(resource, lookup, report) {
    const exportTo = resource.root.at('spec', 'exportTo');
    const viewers = exportTo.items().length === 0 || lookup.isKustomized(resource) ? undefined : visibilityOf(lookup, resource);
    if (viewers === undefined || viewers === 'everywhere') return;
    for (const { value, text } of virtualServiceView(resource).gateways) {
      const pods = text === undefined || text === mesh ? [] : podsOf(lookup, resource, text);
      const [first] = pods;
      if (first === undefined || pods.some(({ namespace = '' }) => viewers.has(namespace))) continue;
      const home = first.namespace ?? '';
      report({
        span: exportTo.span,
        message: `The pods of gateway ${text ?? ''} run in namespace ${home}, to which this VirtualService is not exported, so the gateway never gets its routes. Add ${home} to exportTo.`,
        related: [{ resource, span: value.span, message: 'the gateway' }, { resource: first, span: first.root.at('metadata', 'name').span, message: `its pods, in namespace ${home}` }],
        fixes: () => fixOf(`Add ${home} to exportTo`, appendItem(exportTo, home)),
      });
    }
  },
});

/** The pods of a gateway, where they are known, and in which namespaces. */
function podsOf(lookup: Lookup, resource: Resource, gateway: string): readonly Resource[] {
  const { gateways: [found, ...others], kubernetesGateways, uncertain } = resolveGateway(lookup, gateway, resource.namespace);
  const selector = found === undefined ? undefined : gatewayView(found).selector;
  if (selector === undefined || others.length > 0 || kubernetesGateways.length > 0 || uncertain || !selector.complete || selector.labels.size === 0) return [];
  const pods = workloadsSelectedBy(lookup, selector.labels);
  return pods.uncertain || pods.workloads.some((one) => one.namespace === undefined || lookup.isKustomized(one)) ? [] : pods.workloads;
}
