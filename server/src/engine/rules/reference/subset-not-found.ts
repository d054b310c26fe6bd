import { isTold } from '../../chain/breaks.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { replaceString } from '../../edits/scalar.ts';
import { destinationRulesFor } from '../../references/destination-rules.ts';
import { resolveHost } from '../../references/services.ts';
import { misspeltSubset } from '../../references/subset-slips.ts';
import { mayBeTogether } from '../../references/together.ts';
import { unresolvedHost } from '../../references/unresolved-host.ts';
import type { ResolvedHost } from '../../references/services.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { differInNumbersOnly, nearest } from '../../text/nearest.ts';
import { firstOf } from '../../text/words.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination } from '../../views/virtual-service.ts';
import { anyInNamespace } from '../../workspace/indexes/by-name.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';
import { failureOf } from '../support/effect.ts';

const codes = ['IST0101', 'KIA1107'];

export const subsetNotFound = referenceRule({
  id: 'subset-not-found',
  title: 'No such subset',
  severity: 'error',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  replaces: ['egress-part-not-here'],
  docs: `A route sends to a subset that no DestinationRule for the destination's host defines. Istio has no cluster for it and answers every request with 503.

DestinationRules with exactly this host and with a wildcard over it count, in whatever namespace. It is an error where a DestinationRule for the very host is in the workspace, in the same folder or where nothing else has the names of the two: files may be alternatives. It is a warning where there are others that are for it, and both name their namespace; where there is none, it is one if the workspace holds DestinationRules in the namespace of the VirtualService or of the destination, where the manifests name it, and nothing else.

**Do:** correct the subset's name, or define it in the DestinationRule. A subset that is only a name for the egress gateway needs no labels.`,
  check(resource, lookup, report) {
    for (const route of virtualServiceView(resource).routes) {
      for (const destination of route.destinations) checkSubset(resource, lookup, destination, failureOf(route.block), report);
    }
  },
});

function checkSubset(resource: Resource, lookup: Lookup, { host, subset }: Destination, effect: string, report: (problem: Problem) => void): void {
  const name = subset.text;
  if (host.text === undefined || host.text === '' || name === undefined || name === '') return;
  const resolved = resolveHost(lookup, host.text, resource.namespace);
  const { rules, uncertain } = destinationRulesFor(lookup, resolved);
  if (uncertain || rules.some((rule) => rule.entry.document.partial || rule.root.at('spec', 'subsets').type === 'unknown')) return;
  const subsets = rules.flatMap((rule) => destinationRuleView(rule).subsets.map((one) => ({ rule, one })));
  if (subsets.some(({ one }) => one.text === undefined || one.text === name)) return;
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: rules.some((rule) => isItsOwn(lookup, resource, rule)), couldBeHere: () => rules.some((rule) => sayWhere(rule, resource)) || rulesNearby(lookup, resource, resolved) });
  if (severity === undefined || (rules.length === 0 && isToldElsewhere(lookup, resource, host.text, { host: resolved.host, subset: name }))) return;
  report({ ...problemOf(subset.value, name, subsets.map(({ one }) => one.text ?? ''), { resolved, rules, effect }), severity });
}

interface Found {
  readonly resolved: ResolvedHost;
  readonly rules: readonly Resource[];
  readonly effect: string;
}

function problemOf(subset: Value, name: string, defined: readonly string[], { resolved, rules, effect }: Found): Problem {
  const names = [...new Set(defined)];
  const meant = nearest(name, names.filter((one) => !differInNumbersOnly(name, one)));
  return {
    span: subset.span, codes,
    message: `No DestinationRule for ${resolved.host} defines the subset ${name}, so ${effect}. ${advice(meant, names, rules.length)}`,
    related: rules.map(pointTo),
    fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(subset, meant)] }]),
  };
}

/** Of a host that is not there it is said that it is not there, and of a DestinationRule with the subset that its host has a slip. */
function isToldElsewhere(lookup: Lookup, resource: Resource, written: string, { host, subset }: { readonly host: string; readonly subset: string }): boolean {
  if (unresolvedHost(lookup, resource, written) !== undefined) return true;
  const slip = resource.namespace === undefined ? misspeltSubset(lookup, host, subset, resource) : undefined;
  if (slip === undefined) return false;
  return unresolvedHost(lookup, slip, destinationRuleView(slip).host.text ?? '') !== undefined ? lookup.options.rules['dr-host-not-found'] !== 'off' : isTold(lookup, resource, 'egress-chain-subset-missing', slip);
}

const shownNames = 6;

function advice(meant: string | undefined, names: readonly string[], rules: number): string {
  if (meant !== undefined) return `Did you mean ${meant}?`;
  if (names.length === 0) return rules === 0 ? 'Add a DestinationRule with it.' : 'Add it to the DestinationRule.';
  return `Defined ${names.length === 1 ? 'is' : 'are'} ${firstOf(names, shownNames)}.`;
}

function pointTo(rule: Resource): Related {
  const { host } = destinationRuleView(rule);
  const subsets = rule.root.at('spec', 'subsets');
  return { resource: rule, span: subsets.exists ? subsets.keySpan : host.value.span, message: `DestinationRule ${rule.name ?? ''} for ${host.text ?? ''}` };
}

/** Whether a DestinationRule is for the host, not for all hosts of a domain, and stands where it may be applied beside the route. */
function isItsOwn(lookup: Lookup, resource: Resource, rule: Resource): boolean {
  return destinationRuleView(rule).host.text?.startsWith('*') !== true && mayBeTogether(lookup, resource, rule);
}

/** Whether both name their namespace: where one does not, what stands in another folder may be for something else. */
function sayWhere(rule: Resource, resource: Resource): boolean {
  return rule.namespace !== undefined && resource.namespace !== undefined;
}

/** Whether there are DestinationRules where one for the host would be looked for: in namespaces that are written. */
function rulesNearby(lookup: Lookup, resource: Resource, { service }: ResolvedHost): boolean {
  return [resource.namespace, service?.namespace].some((namespace) => namespace !== undefined && anyInNamespace(lookup, destinationRule, namespace, resource));
}
