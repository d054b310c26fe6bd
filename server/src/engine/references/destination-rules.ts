// DestinationRules for a host: all there are, and those that one client has (`PushContext.destinationRule`, `mergeDestinationRule`).
import { serviceEntry } from '../kinds/service-entry.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { expandHost, mostSpecific, parseClusterHost, wildcardsOver } from '../text/host.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import { labelsAt, textAt } from '../views/read.ts';
import { exportsSaidBy } from '../views/visibility.ts';
import { selects } from '../views/workload.ts';
import { anyHost, destinationRuleByHost } from '../workspace/indexes/by-host.ts';
import { meshServiceByHost } from '../workspace/indexes/mesh.ts';
import type { Value } from '../yaml/value.ts';
import { compareAge } from './age.ts';
import { backendTlsOf } from './backend-tls.ts';
import type { BackendTls } from './backend-tls.ts';
import { perDomain } from './per-domain.ts';
import { homeIn, perLists } from './per-lists.ts';
import type { ResolvedHost } from './services.ts';
import { perWorld } from './world.ts';
import type { World } from './world.ts';

export interface ResolvedRules {
  /** The DestinationRules for a host, of whatever namespace: those with its name first, then those with a wildcard over it. */
  readonly rules: readonly Resource[];
  /** A DestinationRule whose host is not known may be for it. */
  readonly uncertain: boolean;
}

export function destinationRulesFor(lookup: Lookup, { host, service }: Pick<ResolvedHost, 'host' | 'service'>): ResolvedRules {
  const keys = new Set([host, ...wildcardsOver(host)]);
  // A rule with a short host and no namespace may be for a Service of that name anywhere.
  const short = service === undefined ? [] : lookup.all(destinationRuleByHost, `short ${service.name}`).filter((rule) => rule.namespace === undefined || service.namespace === undefined);
  const full = service?.namespace === undefined && service !== undefined ? [] : [...keys].flatMap((key) => lookup.all(destinationRuleByHost, key));
  return { rules: [...new Set([...full, ...short])], uncertain: lookup.any(destinationRuleByHost, anyHost) };
}

/** A value with the resource it stands in. */
export interface Placed {
  readonly resource: Resource;
  readonly value: Value;
}

/** Rules for one host of one namespace, merged: subsets come together, of traffic policies the first counts. */
export interface Policy {
  readonly rules: readonly Resource[];
  readonly exportTo: readonly string[];
  readonly selector: ReadonlyMap<string, string> | undefined;
  readonly subsets: ReadonlyMap<string, Placed>;
  readonly trafficPolicy: Placed | undefined;
  /** What BackendTLSPolicies for the service say beside them; of what both say the rules count. */
  readonly backendTls?: readonly BackendTls[];
}

/** Whose proxy asks. */
export interface Client {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** The service that it asks for. */
export interface Target {
  readonly host: string;
  readonly namespace: string;
  /** The Service or ServiceEntry that it is, where what BackendTLSPolicies say of it matters. */
  readonly resource?: Resource;
}

interface Rule {
  readonly resource: Resource;
  /** What stands in a BackendTLSPolicy, of which Istio makes a rule. */
  readonly backendTls?: BackendTls;
  readonly namespace: string;
  readonly host: string;
  readonly exportTo: readonly string[];
  readonly privateByDefault: boolean;
  readonly selector: ReadonlyMap<string, string> | undefined;
}

/** The policy that a proxy has for a service (`SidecarScope.DestinationRule`). */
export function policyFor(world: World, client: Client, service: Target): Policy | undefined {
  const policies = policiesFor(world, client.namespace, service);
  if (policies.length === 0) return undefined;
  const selected = policies.find(({ rules, selector }) => selector !== undefined && rules.some((one) => world.namespaceOf(one) === client.namespace) && selects(selector, client.labels));
  return selected ?? policies.findLast(({ selector }) => selector === undefined);
}

/** First the client's namespace, unless that is the root namespace; then the service's; then the root namespace. The first that has any counts. */
export function policiesFor(world: World, namespace: string, service: Target): readonly Policy[] {
  const { host } = service;
  const found = rulesOf(world, service);
  if (found.rules.length === 0) return noPolicies;
  const own = policiesIn(found, host, namespace, namespace === world.mesh.rootNamespace ? 'private' : 'local');
  if (own.length > 0) return own;
  for (const other of [service.namespace, world.mesh.rootNamespace]) {
    const policies = policiesIn(found, host, other, 'exported');
    if (policies.length === 0) continue;
    const exported = policies.filter(({ exportTo }) => exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(namespace));
    if (exported.length > 0) return exported;
  }
  return [];
}

/** Which rules of a namespace count: for its own pods, for its own pods alone, or for pods elsewhere. */
type Pool = 'local' | 'private' | 'exported';

const pools: Readonly<Record<Pool, (rule: Rule) => boolean>> = {
  local: ({ exportTo, namespace }) => exportTo.length === 0 || ['*', '.', namespace].some((to) => exportTo.includes(to)),
  private: isPrivate,
  exported: (rule) => !isPrivate(rule),
};

/** Of the mesh's default only `.` counts. */
function isPrivate({ exportTo, namespace, privateByDefault }: Rule): boolean {
  return exportTo.length === 0 ? privateByDefault : exportTo.length === 1 && (exportTo[0] === '.' || exportTo[0] === namespace);
}

const noPolicies: readonly Policy[] = [];

/** The rules that may be for a host, and what of them counts where. */
interface RulesForHost {
  readonly rules: readonly Rule[];
  /** By namespace and pool. */
  readonly policies: Map<string, readonly Policy[]>;
}

const keptRules = perLists<RulesForHost>();

const listsAbove = perDomain((lookup, wildcards) => [...wildcards, anyHost].map((key) => lookup.all(destinationRuleByHost, key)).filter((list) => list.length > 0));

const rulesFor = perWorld((world, host: string): RulesForHost => {
  const cluster = parseClusterHost(host, world.clusterDomain);
  const { lookup } = world;
  const short = cluster === undefined ? [] : [lookup.all(destinationRuleByHost, `short ${cluster.name}`)];
  const lists = [lookup.all(destinationRuleByHost, host), ...listsAbove(lookup, host), ...short];
  const id = [homeIn(world, lists), host, ...world.mesh.defaultExportTo.destinationRules].join(' ');
  return keptRules(lists, id, () => ({ rules: readRules(world, lists), policies: new Map() }));
});

/** The DestinationRules for the host of a service, and those that Istio makes of BackendTLSPolicies for it, or for another ServiceEntry with the host. */
function rulesOf(world: World, { host, resource: target }: Target): RulesForHost {
  const written = rulesFor(world, host);
  if (target === undefined) return written;
  const made = target.kind === serviceEntry ? madeForEntries(world, host) : madeFor(world, target);
  if (made.length === 0) return written;
  const privateByDefault = world.mesh.defaultExportTo.destinationRules.includes('.');
  const added = made.map((backendTls): Rule => ({ resource: backendTls.resource, backendTls, namespace: world.namespaceOf(backendTls.resource), host, exportTo: [], privateByDefault, selector: undefined }));
  return { rules: [...written.rules, ...added].sort(inOrder), policies: new Map() };
}

const madeFor = perWorld((world, target: Resource) => backendTlsOf(world.lookup, target, (policy) => world.namespaceOf(policy) === world.namespaceOf(target)));

/** For the ServiceEntries with a host, whichever of them the mesh takes it from. */
const madeForEntries = perWorld((world, host: string) => {
  const lower = host.toLowerCase();
  const entries = world.lookup.all(meshServiceByHost, lower).filter((one) => one.kind === serviceEntry && !one.entry.isPatch && meshServiceView(one).hosts.some(({ text }) => text?.toLowerCase() === lower));
  return [...new Set(entries)].flatMap((one) => madeFor(world, one));
});

/** The policies of a namespace for a host: of the rules with the most specific host over it, merged. */
function policiesIn({ rules, policies }: RulesForHost, host: string, namespace: string, pool: Pool): readonly Policy[] {
  if (!rules.some((one) => one.namespace === namespace)) return noPolicies;
  const id = `${namespace} ${pool}`;
  let found = policies.get(id);
  if (found === undefined) policies.set(id, (found = policiesAmong(rules.filter((one) => one.namespace === namespace && pools[pool](one)), host)));
  return found;
}

function policiesAmong(rules: readonly Rule[], host: string): readonly Policy[] {
  const best = mostSpecific(host, rules.map((one) => one.host));
  return best === undefined ? noPolicies : merge(rules.filter((one) => one.host === best));
}

function readRules(world: World, lists: readonly (readonly Resource[])[]): readonly Rule[] {
  const rules = [...new Set(lists.flat())].filter(({ entry }) => !entry.isPatch).flatMap((resource): readonly Rule[] => {
    const spec = resource.root.at('spec');
    const { text } = textAt(spec.at('host'));
    const selector = spec.at('workloadSelector');
    const namespace = world.namespaceOf(resource);
    return text === undefined ? [] : [{
      resource, namespace, host: expandHost(text, namespace, world.clusterDomain),
      selector: selector.exists ? labelsAt(selector.at('matchLabels')).labels : undefined,
      exportTo: exportsSaidBy(resource).texts,
      privateByDefault: world.mesh.defaultExportTo.destinationRules.includes('.'),
    }];
  });
  return rules.sort(inOrder);
}

/** Those with a workload selector first, then those that Istio makes, which have no age, then the oldest. */
function inOrder(a: Rule, b: Rule): number {
  return Number(a.selector === undefined) - Number(b.selector === undefined) || Number(a.backendTls === undefined) - Number(b.backendTls === undefined) || compareAge(a, b);
}

interface Merged {
  readonly exportTo: readonly string[];
  readonly selector: ReadonlyMap<string, string> | undefined;
  readonly rules: Rule[];
}

/**
 * Merges rules for one host, one after the other as Istio does. A rule joins each policy that is exported to the same
 * namespaces, or to some of them only; a policy of its own it becomes where it joined none, or only such as are for chosen
 * workloads, or narrower.
 */
function merge(rules: readonly Rule[]): readonly Policy[] {
  const merged: Merged[] = [];
  for (const rule of rules) {
    let isSeparate = true;
    for (const policy of merged) {
      const isSame = sameExport(rule.exportTo, policy.exportTo);
      const joins = isSame || (policy.exportTo.length > 0 && policy.exportTo.every((to) => rule.exportTo.includes(to)));
      if (!joins || !selectorsAgree(rule, policy)) {
        isSeparate = true;
        continue;
      }
      isSeparate = !isSame && (rule.selector === undefined) !== (policy.selector === undefined);
      policy.rules.push(rule);
    }
    if (isSeparate) merged.push({ exportTo: rule.exportTo, selector: rule.selector, rules: [rule] });
  }
  return merged.map(toPolicy);
}

function sameExport(a: readonly string[], b: readonly string[]): boolean {
  return a.every((to) => b.includes(to)) && b.every((to) => a.includes(to));
}

/** Rules for different workloads stay apart; one for all workloads joins one for some. */
function selectorsAgree({ selector: a }: Rule, { selector: b }: Merged): boolean {
  return a === undefined || b === undefined || (a.size === b.size && selects(a, b));
}

function toPolicy({ rules: merged, exportTo, selector }: Merged): Policy {
  const backendTls = merged.flatMap((one) => one.backendTls ?? []);
  const rules = merged.flatMap((one) => (one.backendTls === undefined ? [one.resource] : []));
  const subsets = new Map<string, Placed>();
  let trafficPolicy: Placed | undefined;
  for (const resource of rules) {
    const spec = resource.root.at('spec');
    for (const value of spec.at('subsets').items()) {
      const name = value.at('name').string;
      if (name !== undefined && !subsets.has(name)) subsets.set(name, { resource, value });
    }
    const value = spec.at('trafficPolicy');
    if (trafficPolicy === undefined && value.type === 'map') trafficPolicy = { resource, value };
  }
  return { rules, exportTo, selector, subsets, trafficPolicy, ...(backendTls.length === 0 ? {} : { backendTls }) };
}

/** The TLS settings that a policy has for a port and subset. `portLevelSettings` replace what stands beside them, whole. */
export function tlsSettings(policy: Pick<Policy, 'trafficPolicy' | 'subsets' | 'backendTls'>, port: number, subset: string | undefined): Placed | undefined {
  const whole = wholeSettings(policy, port);
  if (subset === undefined) return whole;
  const settings = policy.subsets.get(subset);
  const own = settings === undefined ? undefined : settings.value.at('trafficPolicy');
  if (settings === undefined || own?.type !== 'map') return whole;
  const narrow = atPort({ resource: settings.resource, value: own }, port);
  return tlsOf(narrow?.settings) ?? (narrow?.ofPort === true ? undefined : whole);
}

/** Of a DestinationRule and a BackendTLSPolicy, the one for the port counts, and of two alike the rule (`mergeBackendPolicyTrafficPolicy`). */
function wholeSettings({ trafficPolicy, backendTls = [] }: Pick<Policy, 'trafficPolicy' | 'backendTls'>, port: number): Placed | undefined {
  const general = atPort(trafficPolicy, port);
  const written = tlsOf(general?.settings);
  const madeForPort = backendTls.find((one) => one.port === port);
  if (general?.ofPort === true) return written ?? madeForPort;
  return madeForPort ?? written ?? backendTls.find((one) => one.port === undefined);
}

function atPort(policy: Placed | undefined, port: number): { readonly settings: Placed; readonly ofPort: boolean } | undefined {
  if (policy === undefined) return undefined;
  const found = policy.value.at('portLevelSettings').items().find((one) => one.at('port', 'number').number === port);
  return found === undefined ? { settings: policy, ofPort: false } : { settings: { resource: policy.resource, value: found }, ofPort: true };
}

function tlsOf(settings: Placed | undefined): Placed | undefined {
  const value = settings?.value.at('tls');
  return settings !== undefined && value?.type === 'map' ? { resource: settings.resource, value } : undefined;
}
