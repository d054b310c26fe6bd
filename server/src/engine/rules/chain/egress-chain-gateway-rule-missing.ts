import type { Resource } from '../../model/resource.ts';
import { attachedGateways, sameGateway } from '../../references/gateways.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { chainRule } from '../support/chain.ts';

export const egressChainGatewayRuleMissing = chainRule({
  id: 'egress-chain-gateway-rule-missing',
  title: 'Gateway without a rule for the host',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  replaces: ['vs-rule-unreachable'],
  docs: `Sidecars send a host to the gateway, but no rule of the VirtualService counts there: conditions name \`mesh\` only, or other server names. The gateway does not know where to send the requests, and drops them.

It is a warning where the VirtualService is not attached to the Gateway at all, since another one may be that is not in the workspace.

**Do:** add a rule with \`match: [{gateways: [the gateway]}]\` that leads to the external host.`,
}, (resource, { options }) => options.rules['gateway-match-not-declared'] !== 'off' && namesUndeclared(resource));

/** Whether a rule is for a gateway that the VirtualService does not list: the rule that is missing is there, and gateway-match-not-declared says why it does not count. */
function namesUndeclared(resource: Resource): boolean {
  const attached = attachedGateways(resource);
  const named = virtualServiceView(resource).routes.flatMap((route) => route.matches.flatMap((match) => match.gateways));
  return attached !== undefined && named.some(({ text }) => text !== undefined && !attached.some((one) => sameGateway(one, text, resource.namespace)));
}
