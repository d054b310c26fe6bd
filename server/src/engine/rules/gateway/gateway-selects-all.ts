import { gateway } from '../../kinds/gateway.ts';
import { gatewayView } from '../../views/gateway.ts';
import { resourceRule } from '../define.ts';

export const gatewaySelectsAll = resourceRule({
  id: 'gateway-selects-all',
  title: 'Gateway for the pods of every gateway',
  severity: 'information',
  since: '0.1.0',
  kinds: [gateway],
  docs: `A Gateway without \`selector\` is for every gateway of the mesh, in whatever namespace: its servers are opened at the ingress gateway as well as at the egress gateway, and may get in the way of theirs.

**Do:** select the pods of the gateway that is meant.`,
  check(resource, report) {
    const { selector } = gatewayView(resource);
    const spec = resource.root.at('spec');
    if (spec.type !== 'map' || spec.hasUnknownEntries || resource.entry.isPatch || !selector.complete || selector.labels.size > 0) return;
    report({
      span: selector.value.exists ? selector.value.keySpan : resource.root.at('metadata', 'name').span,
      message: 'Without a selector this Gateway is for every gateway of the mesh, those for traffic that comes in too. Select the pods of the one that is meant.',
    });
  },
});
