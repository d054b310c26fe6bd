import { virtualService } from '../../kinds/virtual-service.ts';
import { mesh, sameGateway } from '../../references/gateways.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { appendItem } from '../../edits/append.ts';
import { resourceRule } from '../define.ts';

export const gatewayMatchNotDeclared = resourceRule({
  id: 'gateway-match-not-declared',
  title: 'Match on a gateway that the VirtualService is not attached to',
  severity: 'error',
  since: '0.1.0',
  kinds: [virtualService],
  fixable: true,
  docs: `A route matches on a gateway that \`spec.gateways\` does not list. The VirtualService is attached only to what it lists (to \`mesh\` alone where there is no list), so this match never applies, without a word from Istio or \`istioctl analyze\`.

Names are compared as Istio resolves them: \`egress\` and \`istio-system/egress\` are the same Gateway in namespace \`istio-system\`.

**Do:** add the gateway to \`spec.gateways\`, or correct the name in the match.`,
  check(resource, report) {
    const { gateways, routes } = virtualServiceView(resource);
    const list = resource.root.at('spec', 'gateways');
    if (list.type === 'unknown' || gateways.some(({ text }) => text === undefined)) return;
    const attached = gateways.length === 0 ? [mesh] : gateways.map(({ text }) => text ?? '');
    const isAttached = (text: string): boolean => attached.some((one) => sameGateway(one, text, resource.namespace));
    for (const { value, text } of routes.flatMap((route) => route.matches.flatMap((match) => match.gateways))) {
      if (text === undefined || text === '' || isAttached(text)) continue;
      report({
        span: value.span,
        message: `The VirtualService is not attached to ${text}, so this match never applies. ${list.exists ? `Add ${text} to spec.gateways.` : `Without spec.gateways it is attached to mesh alone: list ${text} there.`}`,
        related: list.exists ? [{ resource, span: list.keySpan, message: 'what the VirtualService is attached to' }] : [],
        fixes: () => {
          const edit = appendItem(list, text);
          return edit === undefined ? [] : [{ title: `Add ${text} to spec.gateways`, edits: [edit] }];
        },
      });
    }
  },
});
