import { isTold } from '../../chain/breaks.ts';
import { addField, appendData, dataOf } from '../../edits/data.ts';
import { fixOf, within } from '../../edits/fix.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Fix, Problem, Related, Severity } from '../../model/finding.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { destinationRulesFor, policiesFor } from '../../references/destination-rules.ts';
import type { Policy } from '../../references/destination-rules.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { reachOf } from '../../references/routes-to.ts';
import { resolveHost } from '../../references/services.ts';
import type { ResolvedHost } from '../../references/services.ts';
import { visibilityOf } from '../../references/visibility.ts';
import { worldFor } from '../../references/world.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination } from '../../views/virtual-service.ts';
import { workloadByNamespace } from '../../workspace/indexes/by-label.ts';
import { livelyNamespace } from '../../workspace/indexes/homes.ts';
import { referenceRule } from '../define.ts';
import { failureOf } from '../support/effect.ts';

const codes = ['IST0101'];

export const subsetShadowed = referenceRule({
  id: 'subset-shadowed',
  title: 'Subset in a DestinationRule that does not count',
  severity: 'error',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A route of sidecars sends to a subset that a DestinationRule of the workspace defines, but another DestinationRule decides for these clients. For a host a proxy looks in its own namespace, then in that of the Service or ServiceEntry, then in the root namespace; the first that has a rule for the host, and there the one with the most specific host, decides alone. A rule that is not exported to the client (\`exportTo\`) is not looked at. There is no cluster for the subset then, and requests are answered with 503.

The clients are taken to be in the namespace of the VirtualService. Where clients in another namespace do have the subset the finding is a warning, and only information where the workspace shows workloads there and none here.

**Do:** define the subset in the rule that decides, or move or export the one that has it.`,
  check(resource, lookup, report) {
    const { namespace } = resource;
    if (namespace === undefined || namespace === meshConfig(lookup).rootNamespace) return;
    for (const route of virtualServiceView(resource).routes) {
      if (!reachOf(resource, route).sidecars) continue;
      for (const destination of route.destinations) checkSubset(resource, namespace, lookup, { ...destination, effect: failureOf(route.block) }, report);
    }
  },
});

function checkSubset(resource: Resource, namespace: string, lookup: Lookup, { host, subset, effect }: Destination & { readonly effect: string }, report: (problem: Problem) => void): void {
  const name = subset.text;
  if (!isNamed(host.text) || !isNamed(name)) return;
  const resolved = resolveHost(lookup, host.text, namespace);
  const home = homeOf(resolved);
  const having = rulesWith(lookup, resolved, name);
  const [first] = having;
  if (resolved.uncertain || first === undefined || home === undefined) return;
  const policies = (client: string): readonly Policy[] => policiesFor(worldFor(lookup, client), client, { host: resolved.host, namespace: home });
  const chosen = policies(namespace);
  if (has(chosen, name) || having.some((rule) => isTold(lookup, resource, 'egress-chain-subset-missing', rule))) return;
  const deciding = chosen.flatMap((policy) => policy.rules);
  const isHidden = deciding.some((rule) => rule.namespace === namespace);
  const served = isHidden ? [] : having.flatMap((rule) => (rule.namespace !== undefined && sees(lookup, resource, rule.namespace) && has(policies(rule.namespace), name) ? [rule.namespace] : []));
  const severity = severityFor(lookup, namespace, served);
  report({
    span: subset.value.span, severity, codes,
    message: `${severity === 'information' ? `In namespace ${namespace} ${effect}` : `${effect.charAt(0).toUpperCase()}${effect.slice(1)}`}: the subset ${name} is defined by DestinationRule ${qualifiedName(first)}, ${why(deciding, namespace)}. ${deciding.length > 0 ? 'Define it there.' : 'Export that rule, or move it.'}`,
    related: [...deciding.map((rule) => ({ resource: rule, span: destinationRuleView(rule).host.value.span, message: `DestinationRule ${qualifiedName(rule)} decides` })), ...having.map((rule) => subsetAt(rule, name))],
    fixes: () => copy(having, deciding, name),
  });
}

/** Copies the subset into the one rule that decides. */
function copy([from, ...others]: readonly Resource[], [to, ...more]: readonly Resource[], name: string): readonly Fix[] {
  const subset = from?.root.at('spec', 'subsets').items().find((one) => one.at('name').string === name);
  const data = subset === undefined ? undefined : dataOf(subset);
  if (data === undefined || to === undefined || others.length + more.length > 0) return [];
  const list = to.root.at('spec', 'subsets');
  return fixOf(`Copy the subset to DestinationRule ${qualifiedName(to)}`, within(to, list.exists ? appendData(list, data) : addField(to.root.at('spec'), 'subsets', [data])));
}

function isNamed(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function has(policies: readonly Policy[], subset: string): boolean {
  return policies.some(({ subsets }) => subsets.has(subset));
}

/** The rules for a host that define a subset; none where not everything about the rules for it is known. */
function rulesWith(lookup: Lookup, resolved: ResolvedHost, name: string): readonly Resource[] {
  const { rules, uncertain } = destinationRulesFor(lookup, resolved);
  return uncertain || rules.some(isUnclear) ? [] : rules.filter((rule) => destinationRuleView(rule).subsets.some(({ text }) => text === name));
}

function subsetAt(rule: Resource, name: string): Related {
  const { subsets, host } = destinationRuleView(rule);
  return { resource: rule, span: (subsets.find(({ text }) => text === name) ?? host).value.span, message: 'the subset' };
}

/** How sure it is that requests fail, where clients of some namespaces do have the subset. */
function severityFor(lookup: Lookup, own: string, served: readonly string[]): Severity {
  // A namespace with nothing but DestinationRules has no clients.
  const lively = served.filter((one) => lookup.any(livelyNamespace, one));
  if (lively.length === 0) return 'error';
  return lively.some((one) => lookup.any(workloadByNamespace, one)) && !lookup.any(workloadByNamespace, own) ? 'information' : 'warning';
}

function sees(lookup: Lookup, resource: Resource, namespace: string | undefined): boolean {
  const viewers = visibilityOf(lookup, resource);
  return namespace !== undefined && (viewers === 'everywhere' || viewers?.has(namespace) === true);
}

function why([deciding]: readonly Resource[], namespace: string): string {
  return deciding === undefined ? `which clients in ${namespace} do not look at` : `but for clients in ${namespace} DestinationRule ${qualifiedName(deciding)} decides, which has no such subset`;
}

function isUnclear(rule: Resource): boolean {
  const spec = rule.root.at('spec');
  return rule.namespace === undefined || rule.entry.document.partial || rule.entry.isPatch || spec.hasUnknownEntries || spec.at('subsets').type === 'unknown' || spec.at('exportTo').type === 'unknown'
    || destinationRuleView(rule).subsets.some(({ text }) => text === undefined);
}

/** The namespace of what a host stands for, where it is one and known. */
function homeOf({ targets, service }: ResolvedHost): string | undefined {
  const homes = new Set(targets.map(({ namespace }) => namespace));
  const [home] = homes.size === 0 ? [service?.namespace] : homes;
  return homes.size > 1 ? undefined : home;
}
