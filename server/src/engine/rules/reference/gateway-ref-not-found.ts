import { gateway } from '../../kinds/gateway.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Edit, Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { replaceString } from '../../edits/scalar.ts';
import { gatewayId, isGeneratedName, mesh, resolveGateway } from '../../references/gateways.ts';
import type { GatewayName } from '../../references/gateways.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { nearest } from '../../text/nearest.ts';
import type { Text } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { allInNamespace, anyInNamespace, findAnywhere } from '../../workspace/indexes/by-name.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0101', 'KIA1102'];

export const gatewayRefNotFound = referenceRule({
  id: 'gateway-ref-not-found',
  title: 'No such Gateway',
  severity: 'error',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A VirtualService names a Gateway, in \`spec.gateways\` or in a \`match\`, that is nowhere in the workspace. Istio accepts it and attaches the routes to nothing: the traffic does not pass the gateway.

A bare name means the VirtualService's own namespace; elsewhere it is \`namespace/name\`. The bare word \`mesh\` means all sidecars. Gateways of the Gateway API count as found.

A workspace mostly holds a part of the cluster, so a name that is not found is reported only where the workspace holds Gateways of that namespace (a warning), or where the mistake is plain (an error): the same name in another namespace, or nearly the same name in this one. With the setting \`egress.workspaceIsComplete\` every name must be found.

**Do:** correct the name, or write the namespace before it.`,
  check(resource, lookup, report) {
    const { gateways, routes } = virtualServiceView(resource);
    const listed = new Set(gateways.map(({ text }) => text));
    // What the list already says of a name is not said again of each match.
    const matched = routes.flatMap((route) => route.matches.flatMap((match) => match.gateways));
    const inMatches = matched.filter(({ text }) => !listed.has(text));
    for (const name of gateways) checkName(resource, lookup, [name, ...matched.filter(({ text }) => text === name.text)], report);
    for (const name of inMatches) checkName(resource, lookup, [name], report);
  },
});

/** The first of the places is the one that is reported; all of them are mended, for they name the same gateway. */
function checkName(resource: Resource, lookup: Lookup, places: readonly [Text, ...Text[]], report: (problem: Problem) => void): void {
  const [{ value, text }] = places;
  if (!isName(text)) return;
  const { name, gateways, kubernetesGateways, uncertain } = resolveGateway(lookup, text, resource.namespace);
  if (gateways.length > 0 || kubernetesGateways.length > 0 || uncertain) return;
  const meant = nearMiss(lookup, name, text);
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: anyInNamespace(lookup, gateway, name.namespace, resource) });
  if (severity === undefined) return;
  const { target } = meant ?? {};
  report({
    span: value.span, severity, codes,
    message: `There is no Gateway ${gatewayId(name)} in the workspace: these routes attach to nothing. ${meant?.hint ?? 'Correct the name, or add the Gateway.'}`,
    related: target === undefined ? [] : [whereIs(target)],
    fixes: () => (meant === undefined ? [] : [{ title: `Replace by ${meant.instead}`, preferred: true, edits: replaceAll(places, meant.instead) }]),
  });
}

function isName(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text !== mesh && !isGeneratedName(text);
}

function whereIs(target: Resource): Related {
  return { resource: target, span: target.root.at('metadata', 'name').span, message: `Gateway ${gatewayId({ namespace: target.namespace, name: target.name ?? '' })}` };
}

/** A place that is read twice is replaced once. */
function replaceAll(places: readonly Text[], instead: string): readonly Edit[] {
  const edits = places.map(({ value }) => replaceString(value, instead));
  return edits.filter(({ span }, place) => edits.findIndex((other) => other.span.start === span.start) === place);
}

interface NearMiss {
  readonly instead: string;
  readonly hint: string;
  readonly target?: Resource;
}

function nearMiss(lookup: Lookup, name: GatewayName, text: string): NearMiss | undefined {
  if (name.name === mesh) return { instead: mesh, hint: 'Only the bare word mesh means all sidecars.' };
  const elsewhere = findAnywhere(lookup, gateway, name.name).filter((one) => one.namespace !== undefined);
  const only = elsewhere.length === 1 ? elsewhere[0] : undefined;
  if (only?.namespace !== undefined) {
    const instead = `${only.namespace}/${name.name}`;
    return { instead, target: only, hint: `The Gateway of that name is in namespace ${only.namespace}: write ${instead}.` };
  }
  const here = allInNamespace(lookup, gateway, name.namespace);
  const spelled = nearest(name.name, here.map((one) => one.name ?? ''));
  const target = here.find((one) => one.name === spelled);
  if (spelled === undefined || target === undefined) return undefined;
  const instead = text.includes('/') && name.namespace !== undefined ? `${name.namespace}/${spelled}` : spelled;
  return { instead, target, hint: `Did you mean ${instead}?` };
}
