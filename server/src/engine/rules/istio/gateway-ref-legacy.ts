import { replaceString } from '../../edits/scalar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { resolveGateway } from '../../references/gateways.ts';
import { domainFlaw } from '../../text/istio-names.ts';
import { gatewayNameLists } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { warnedWhere } from '../support/webhook.ts';
import { referenceRule } from '../define.ts';

export const gatewayRefLegacy = referenceRule({
  id: 'gateway-ref-legacy',
  title: 'Gateway named in the old form',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0133', 'KIA1108'],
  kinds: [virtualService],
  byItself: true,
  fixable: true,
  docs: `A VirtualService names a gateway with dots, as \`egress.istio-system.svc.cluster.local\`. That is the old form of \`istio-system/egress\`: Istio still understands it and warns of it. It reads the first two labels as name and namespace, whatever follows.

**Do:** write \`namespace/name\`.`,
  check(resource, lookup, report) {
    for (const value of gatewayNameLists(resource).flat()) {
      const text = value.string;
      if (text?.includes('.') !== true || text.includes('/') || domainFlaw(text) !== undefined) continue;
      const [name = '', namespace = ''] = text.split('.');
      const isTold = isToldOf(value);
      if (namespace === '') {
        report({ span: value.span, ...warnedWhere(isTold), message: `${text} is the old form of a name with a namespace, and none follows the dot: no gateway is found${isTold ? ', and Istio warns of it' : ''}. Write namespace/${name}.` });
        continue;
      }
      report({
        span: value.span, ...warnedWhere(isTold),
        message: `${text} is the old form of ${namespace}/${name}${isTold ? ', and Istio warns of it' : ''}. Write ${namespace}/${name}.`,
        related: resolveGateway(lookup, text, resource.namespace).gateways.map((gateway) => ({ resource: gateway, span: gateway.root.at('metadata', 'name').span, message: `Gateway ${namespace}/${name}` })),
        fixes: () => [{ title: `Replace with ${namespace}/${name}`, preferred: true, edits: [replaceString(value, `${namespace}/${name}`)] }],
      });
    }
  },
});

/** Istio looks at names up to the first without a slash, and of matches passes on only what it has to say of those of tls. */
function isToldOf(name: Value): boolean {
  const earlier = name.parent?.items().filter(({ step }) => Number(step) < Number(name.step)) ?? [];
  return (name.path[1] === 'gateways' || name.path[1] === 'tls') && earlier.every(({ string }) => string?.includes('/') !== false);
}
