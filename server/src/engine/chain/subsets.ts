// Subsets that the DestinationRule which counts for a proxy does not have.
import { addFieldAfter, appendData } from '../edits/data.ts';
import { replaceString } from '../edits/scalar.ts';
import { destinationRule } from '../kinds/destination-rule.ts';
import type { Fix, Related, Severity } from '../model/finding.ts';
import { qualifiedName } from '../model/resource.ts';
import type { Resource } from '../model/resource.ts';
import { destinationRulesFor } from '../references/destination-rules.ts';
import { resolveHost } from '../references/services.ts';
import { unresolvedSeverity } from '../references/severity.ts';
import { differInNumbersOnly, nearest } from '../text/nearest.ts';
import type { Decision, Hop } from '../trace/model.ts';
import { destinationRuleView } from '../views/destination-rule.ts';
import { anyInNamespace } from '../workspace/indexes/by-name.ts';
import type { Case, ChainBreak } from './model.ts';
import { misplaced, misspelt } from './misplaced-subset.ts';
import { named } from './places.ts';
import { breakAt } from './report.ts';

/** The DestinationRules for a destination: those that count for the proxy, and those that have the subset and do not. */
interface Rules {
  readonly chosen: readonly Resource[];
  readonly elsewhere: readonly Resource[];
  readonly severity: Severity;
}

export function noSubset(of: Case, destination: Decision, hop: Hop | undefined): ChainBreak | undefined {
  if (hop?.service === undefined) return undefined;
  const slip = misspelt(of, destination, hop);
  if (slip !== undefined) return slip === 'told' ? undefined : slip;
  const { resource, value } = destination;
  const rules = rulesFor(of, resource, value.at('host').string ?? '', value.at('subset').string, hop);
  if (rules === undefined) return undefined;
  const [only, ...others] = rules.elsewhere;
  const elsewhere = only === undefined || others.length > 0 || rules.chosen.length > 0 ? undefined : misplaced(of, destination, hop, only, rules.severity);
  return elsewhere ?? missing(of, destination, hop, rules);
}

function missing(of: Case, { resource, value }: Decision, hop: Hop, rules: Rules): ChainBreak {
  const subset = value.at('subset');
  const names = [...new Set(rules.chosen.flatMap(subsetsOf))];
  const meant = rules.elsewhere.length > 0 ? undefined : nearest(subset.string ?? '', names.filter((one) => !differInNumbersOnly(subset.string ?? '', one)));
  return breakAt(of, 'egress-chain-subset-missing', resource, subset.span, {
    severity: rules.severity, codes: ['IST0101', 'KIA1107'], standsAlone: true,
    message: `The ${hop.proxy} has no cluster for the subset ${subset.string ?? ''} of ${hop.service ?? ''}, so requests to ${named(of)} are answered with 503. ${meant === undefined ? why(rules, names, hop.proxy === 'sidecar' ? `namespace ${of.client}` : 'the gateway\'s namespace') : `Did you mean ${meant}?`}`,
    related: [...rules.chosen.map((rule) => pointTo(rule, 'counts here')), ...rules.elsewhere.map((rule) => pointTo(rule, 'has the subset, and does not count here'))],
    fix: () => (meant === undefined ? addition(rules.chosen[0], subset.string ?? '') : { title: `Replace with ${meant}`, preferred: true, edits: [replaceString(subset, meant)] }),
  });
}

/** A subset that is only a name, in the DestinationRule that counts. */
function addition(rule: Resource | undefined, name: string): Fix | undefined {
  const subsets = rule?.root.at('spec', 'subsets');
  const host = rule?.root.at('spec', 'host');
  if (rule === undefined || subsets === undefined || host?.exists !== true) return undefined;
  const edit = subsets.items().length > 0 ? appendData(subsets, { name }) : subsets.exists ? undefined : addFieldAfter(host, 'subsets', [{ name }]);
  return edit === undefined ? undefined : { title: `Add the subset to DestinationRule ${rule.name ?? ''}`, edits: [{ ...edit, resource: rule }] };
}

function subsetsOf(rule: Resource): readonly string[] {
  return destinationRuleView(rule).subsets.flatMap(({ text }) => text ?? []);
}

function rulesFor({ subject: { lookup, resource: own } }: Case, resource: Resource, host: string, subset: string | undefined, hop: Hop): Rules | undefined {
  if (subset === undefined || own.namespace === undefined) return undefined;
  const resolved = resolveHost(lookup, host, resource.namespace);
  const { rules, uncertain } = destinationRulesFor(lookup, resolved);
  const nearby = (): boolean => [own.namespace, resolved.service?.namespace].some((namespace) => namespace !== undefined && anyInNamespace(lookup, destinationRule, namespace, own));
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: rules.length > 0, couldBeHere: nearby });
  if (uncertain || severity === undefined || rules.some((rule) => rule.namespace === undefined || rule.entry.document.partial)) return undefined;
  const chosen = hop.decisions.filter(({ role }) => role === 'subset').map((one) => one.resource);
  return { severity, chosen, elsewhere: rules.filter((rule) => subsetsOf(rule).includes(subset)) };
}

function pointTo(rule: Resource, words: string): Related {
  const subsets = rule.root.at('spec', 'subsets');
  return { resource: rule, span: subsets.exists ? subsets.keySpan : rule.root.at('spec', 'host').span, message: `DestinationRule ${qualifiedName(rule)}, which ${words}` };
}

function why({ chosen: [chosen], elsewhere: [other] }: Rules, names: readonly string[], from: string): string {
  if (other !== undefined && chosen !== undefined) return `The DestinationRule ${qualifiedName(chosen)} goes before ${qualifiedName(other)}, which has it. Add the subset there.`;
  if (other !== undefined) return `The DestinationRule ${qualifiedName(other)} has it, but does not count in ${from}: only those of that namespace, of the Service's and of the root namespace do, if they are exported there.`;
  if (chosen === undefined) return 'No DestinationRule for it counts there. Add one with the subset; it needs no labels.';
  return names.length === 0 ? 'Add it to the DestinationRule; it needs no labels.' : `The DestinationRule has ${names.slice(0, 6).join(', ')}.`;
}
