import { gateway } from '../../kinds/gateway.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Edit, Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { NearGateway } from '../../references/gateways.ts';
import { attachedGateways, gatewayId, mesh, nearestGateway, resolveGateway } from '../../references/gateways.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { isShown } from '../../references/shown.ts';
import type { NamedTarget } from '../../references/shown.ts';
import { hasItsLike } from '../../references/together.ts';
import { gatewayNameFlaw } from '../../text/istio-names.ts';
import type { Text } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

/** Istio says of a Gateway that is not there as well that it does not serve the hosts. */
const listCodes = ['IST0101', 'IST0132', 'KIA1102'];
const matchCodes = ['KIA1102'];

export const gatewayRefNotFound = referenceRule({
  id: 'gateway-ref-not-found',
  title: 'No such Gateway',
  severity: 'error',
  since: '0.1.0',
  codes: listCodes,
  kinds: [virtualService],
  fixable: true,
  replaces: ['egress-part-not-here'],
  docs: `A VirtualService names a Gateway in \`spec.gateways\` that is nowhere in the workspace. Istio accepts it and attaches the routes to nothing: the traffic does not pass the gateway.

A bare name means the VirtualService's own namespace; elsewhere it is \`namespace/name\`. The bare word \`mesh\` means all sidecars. Gateways of the Gateway API count as found. What only a \`match\` names is \`gateway-match-not-declared\`, but in a delegate, whose gateways are those of the VirtualService that includes it.

A workspace mostly holds a part of the cluster, so a name that is not found is reported only where the workspace shows the Gateways of that namespace (a warning): some of them stand in the same file, or at least half of those that VirtualServices beside it name are here, or they name but this one, or where the mistake is plain (an error): the same name in another namespace, or nearly the same name in this one. With the setting \`egress.workspaceIsComplete\` every name must be found.

**Do:** correct the name, or write the namespace before it.`,
  check(resource, lookup, report) {
    const { gateways, routes } = virtualServiceView(resource);
    // What the list already says of a name is not said again of each match.
    const matched = routes.flatMap((route) => route.matches.flatMap((match) => match.gateways));
    for (const name of gateways) if (isMissing(lookup, name, resource)) checkName(resource, lookup, [name, ...matched.filter(({ text }) => text === name.text)], listCodes, report);
    // A match on what is not listed never applies, whether the Gateway is there or not: gateway-match-not-declared.
    if (attachedGateways(resource) !== undefined) return;
    const listed = new Set(gateways.map(({ text }) => text));
    for (const name of matched) if (!listed.has(name.text) && isMissing(lookup, name, resource)) checkName(resource, lookup, [name], matchCodes, report);
  },
});

/** The first of the places is the one that is reported; all of them are mended, for they name the same gateway. */
function checkName(resource: Resource, lookup: Lookup, places: readonly [Text, ...Text[]], codes: readonly string[], report: (problem: Problem) => void): void {
  const [{ value, text = '' }] = places;
  const { name } = resolveGateway(lookup, text, resource.namespace);
  const meant = meantBy(lookup, text, resource);
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: () => isShown(lookup, resource, gateway, name.namespace, (peer) => gatewaysNamedBy(lookup, peer, name.namespace), true) });
  if (severity === undefined) return;
  const { target } = meant ?? {};
  report({
    span: value.span, severity, codes,
    message: `There is no Gateway ${gatewayId(name)} in the workspace: these routes attach to nothing. ${meant?.hint ?? 'Correct the name, or add the Gateway.'}`,
    related: target === undefined ? [] : [whereIs(target)],
    fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant.instead}`, preferred: true, edits: replaceAll(places, meant.instead) }]),
  });
}

/** What was almost surely meant; where another environment has its like of the VirtualService, the Gateway there is for that one. */
function meantBy(lookup: Lookup, text: string, resource: Resource): NearGateway | undefined {
  const near = nearestGateway(lookup, text, resource.namespace);
  return near?.target !== undefined && hasItsLike(lookup, near.target.namespace, resource) && !text.includes('/') ? undefined : near;
}

/** The Gateways of a namespace that a VirtualService names. */
function gatewaysNamedBy(lookup: Lookup, virtualService: Resource, namespace: string | undefined): readonly NamedTarget[] {
  return virtualServiceView(virtualService).gateways.flatMap(({ text }) => (text === undefined || text === mesh ? [] : resolveGateway(lookup, text, virtualService.namespace)))
    .filter(({ name }) => name.namespace === namespace)
    .map(({ name, gateways, kubernetesGateways, uncertain }) => ({ name: name.name, found: gateways.length > 0 || kubernetesGateways.length > 0 || uncertain }));
}

/** Whether a name is that of no Gateway. */
function isMissing(lookup: Lookup, { text }: Text, { namespace }: Resource): boolean {
  if (!isName(text)) return false;
  const { gateways, kubernetesGateways, uncertain } = resolveGateway(lookup, text, namespace);
  return gateways.length === 0 && kubernetesGateways.length === 0 && !uncertain;
}

/** What is no name at all is gateway-ref-invalid. */
function isName(text: string | undefined): text is string {
  return text !== undefined && text !== mesh && gatewayNameFlaw(text) === undefined;
}

function whereIs(target: Resource): Related {
  return { resource: target, span: target.root.at('metadata', 'name').span, message: `Gateway ${gatewayId({ namespace: target.namespace, name: target.name ?? '' })}` };
}

/** A place that is read twice is replaced once. */
function replaceAll(places: readonly Text[], instead: string): readonly Edit[] {
  const edits = places.map(({ value }) => replaceString(value, instead));
  return edits.filter(({ span }, place) => edits.findIndex((other) => other.span.start === span.start) === place);
}
