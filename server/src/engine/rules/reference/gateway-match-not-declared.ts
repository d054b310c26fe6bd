import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { appendItem } from '../../edits/append.ts';
import { addFieldAfter } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { attachedGateways, mesh, nearestGateway, resolveGateway, sameGateway } from '../../references/gateways.ts';
import type { NearGateway } from '../../references/gateways.ts';
import { gatewayNameFlaw } from '../../text/istio-names.ts';
import { nearestName } from '../../text/nearest.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

const codes = ['KIA1102'];

export const gatewayMatchNotDeclared = referenceRule({
  id: 'gateway-match-not-declared',
  title: 'Match on a gateway that the VirtualService is not attached to',
  severity: 'error',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A route matches on a gateway that \`spec.gateways\` does not list. The VirtualService is attached only to what it lists (to \`mesh\` alone where there is no list), so this match never applies, without a word from Istio or \`istioctl analyze\`.

Names are compared as Istio resolves them: \`egress\` and \`istio-system/egress\` are the same Gateway in namespace \`istio-system\`. Where the list has nearly the same name, which no Gateway has, it is \`gateway-ref-not-found\`. A delegate, which has no hosts and no gateways of its own, is left alone.

**Do:** add the gateway to \`spec.gateways\`, or correct the name in the match.`,
  check(resource, lookup, report) {
    const attached = attachedGateways(resource);
    if (attached === undefined) return;
    for (const { value, text } of virtualServiceView(resource).routes.flatMap((route) => route.matches.flatMap((match) => match.gateways))) {
      // Most are written as they are in the list.
      if (text === undefined || attached.includes(text) || gatewayNameFlaw(text) !== undefined) continue;
      if ([...attached, ...gatewaysMeantBy(attached, resource, lookup)].some((one) => sameGateway(one, text, resource.namespace))) continue;
      report(problem(resource, value, text, meantBy(text, attached, resource, lookup)));
    }
  },
});

function problem(resource: Resource, value: Value, text: string, meant: NearGateway | undefined): Problem {
  const list = resource.root.at('spec', 'gateways');
  const otherwise = list.exists ? `Add ${text} to spec.gateways.` : `Without spec.gateways it is attached to mesh alone: list ${text} there.`;
  const isMissing = meant?.target !== undefined;
  return {
    span: value.span, ...(isMissing ? { codes } : {}),
    message: `The VirtualService is not attached to ${text}, so this match never applies. ${meant?.hint ?? otherwise}`,
    related: [
      ...(list.exists ? [{ resource, span: list.keySpan, message: 'what the VirtualService is attached to' }] : []),
      ...(isMissing ? [{ resource: meant.target, span: meant.target.root.at('metadata', 'name').span, message: `Gateway ${meant.instead}` }] : []),
    ],
    fixes: () => {
      if (meant !== undefined && !isMissing) return fixOf(`Replace with ${meant.instead}`, replaceString(value, meant.instead), true);
      const name = meant?.instead ?? text;
      const addition = list.exists ? appendItem(list, name) : addFieldAfter(resource.root.at('spec', 'hosts'), 'gateways', [mesh, name]);
      return meant === undefined ? fixOf(`Add ${name} to spec.gateways`, addition) : fixOf(`Replace with ${name}, and add it to spec.gateways`, [addition, replaceString(value, name)]);
    },
  };
}

/** The Gateways that the list surely means by names which none has: gateway-ref-not-found says it of the list. */
function gatewaysMeantBy(attached: readonly string[], { namespace }: Resource, lookup: Lookup): readonly string[] {
  if (lookup.options.rules['gateway-ref-not-found'] === 'off') return [];
  return attached.filter((one) => one !== mesh && gatewayNameFlaw(one) === undefined).flatMap((one) => {
    const { gateways, kubernetesGateways, uncertain } = resolveGateway(lookup, one, namespace);
    return gateways.length > 0 || kubernetesGateways.length > 0 || uncertain ? [] : nearestGateway(lookup, one, namespace)?.instead ?? [];
  });
}

/** What was meant by a name that no Gateway of the workspace has: one that is nearly so in the list, or a Gateway. */
function meantBy(text: string, attached: readonly string[], { namespace }: Resource, lookup: Lookup): NearGateway | undefined {
  const { gateways, kubernetesGateways, uncertain } = resolveGateway(lookup, text, namespace);
  if (text === mesh || gateways.length > 0 || kubernetesGateways.length > 0) return undefined;
  const listed = nearestName(text, attached);
  if (listed !== undefined) return { instead: listed, hint: `Did you mean ${listed}?` };
  return uncertain ? undefined : nearestGateway(lookup, text, namespace);
}
