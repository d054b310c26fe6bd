// The DestinationRule that a proxy applies to a service (`PushContext.destinationRule`, `mergeDestinationRule`).
import type { Resource } from '../model/resource.ts';
import { textAt, labelsAt } from '../views/read.ts';
import { selects } from '../views/workload.ts';
import { anyHost, destinationRuleByHost } from '../workspace/indexes/by-host.ts';
import type { Value } from '../yaml/value.ts';
import { parseClusterHost, wildcardsOver } from '../text/host.ts';
import { fullHost, mostSpecific } from './hosts.ts';
import { perLists } from './memo.ts';
import type { Proxy } from './model.ts';
import { compareAge } from './order.ts';
import { exportsOf } from './world.ts';
import type { MeshService, World } from './world.ts';

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
}

interface Rule {
  readonly resource: Resource;
  readonly namespace: string;
  readonly host: string;
  readonly exportTo: readonly string[];
  readonly selector: ReadonlyMap<string, string> | undefined;
}

/** The policy that a proxy has for a service. */
export function policyFor(world: World, proxy: Proxy, service: MeshService): Policy | undefined {
  const policies = lookUp(world, proxy, service);
  const selected = policies.find(({ rules, selector }) => selector !== undefined && rules.some((one) => world.namespaceOf(one) === proxy.namespace) && selects(selector, proxy.labels));
  return selected ?? policies.findLast(({ selector }) => selector === undefined);
}

/** First the client's namespace, unless that is the root namespace; then the service's; then the root namespace. The first that has any counts. */
function lookUp(world: World, proxy: Proxy, service: MeshService): readonly Policy[] {
  const { host } = service;
  const own = policiesIn(world, host, proxy.namespace, proxy.namespace === world.rootNamespace ? 'private' : 'local');
  if (own.length > 0) return own;
  for (const namespace of [service.namespace, world.rootNamespace]) {
    const exported = policiesIn(world, host, namespace, 'exported').filter(({ exportTo }) => exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(proxy.namespace));
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

function isPrivate({ exportTo, namespace }: Rule): boolean {
  return exportTo.length === 1 && (exportTo[0] === '.' || exportTo[0] === namespace);
}

const keptPolicies = perLists<readonly Policy[]>();
const keptRules = perLists<readonly Rule[]>();

/** The policies of a namespace for a host: of the rules with the most specific host over it, merged. */
function policiesIn(world: World, host: string, namespace: string, pool: Pool): readonly Policy[] {
  const cluster = parseClusterHost(host, world.clusterDomain);
  const keys = [host, ...wildcardsOver(host), anyHost, ...(cluster === undefined ? [] : [`short ${cluster.name}`])];
  const lists = keys.map((key) => world.lookup.all(destinationRuleByHost, key));
  return keptPolicies(lists, [world.home, host, namespace, pool].join(' '), () => {
    const rules = keptRules(lists, `${world.home} ${host}`, () => readRules(world, lists)).filter((one) => one.namespace === namespace && pools[pool](one));
    const best = mostSpecific(host, rules.map((one) => one.host));
    return best === undefined ? [] : merge(rules.filter((one) => one.host === best));
  });
}

/** Those with a workload selector first, then the oldest. */
function readRules(world: World, lists: readonly (readonly Resource[])[]): readonly Rule[] {
  const rules = [...new Set(lists.flat())].filter(({ entry }) => !entry.isPatch).flatMap((resource): readonly Rule[] => {
    const spec = resource.root.at('spec');
    const { text } = textAt(spec.at('host'));
    const selector = spec.at('workloadSelector');
    const namespace = world.namespaceOf(resource);
    return text === undefined ? [] : [{
      resource, namespace, host: fullHost(text, namespace, world.clusterDomain),
      selector: selector.exists ? labelsAt(selector.at('matchLabels')).labels : undefined,
      exportTo: selector.exists ? ['.'] : exportsOf(spec.at('exportTo')),
    }];
  });
  return rules.sort((a, b) => Number(a.selector === undefined) - Number(b.selector === undefined) || compareAge(a, b));
}

/** Merges rules for one host. */
function merge(rules: readonly Rule[]): readonly Policy[] {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const key = groupKey(rule);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  return [...groups.values()].flatMap(toPolicy);
}

/** What is exported differently, or selects other workloads, stays a policy of its own. */
function groupKey({ exportTo, selector }: Rule): string {
  return JSON.stringify([[...exportTo].sort(), selector === undefined ? null : [...selector].sort()]);
}

function toPolicy(rules: readonly Rule[]): readonly Policy[] {
  const [first] = rules;
  if (first === undefined) return [];
  const subsets = new Map<string, Placed>();
  let trafficPolicy: Placed | undefined;
  for (const { resource } of rules) {
    const spec = resource.root.at('spec');
    for (const value of spec.at('subsets').items()) {
      const name = value.at('name').string;
      if (name !== undefined && !subsets.has(name)) subsets.set(name, { resource, value });
    }
    const value = spec.at('trafficPolicy');
    if (trafficPolicy === undefined && value.type === 'map') trafficPolicy = { resource, value };
  }
  return [{ rules: rules.map(({ resource }) => resource), exportTo: first.exportTo, selector: first.selector, subsets, trafficPolicy }];
}

/** The TLS settings that a policy has for a port and subset. `portLevelSettings` replace what stands beside them, whole. */
export function tlsSettings(policy: Policy, port: number, subset: string | undefined): Placed | undefined {
  const general = atPort(policy.trafficPolicy, port);
  const whole = tlsOf(general?.settings);
  if (subset === undefined) return whole;
  const settings = policy.subsets.get(subset);
  const own = settings === undefined ? undefined : settings.value.at('trafficPolicy');
  if (settings === undefined || own?.type !== 'map') return whole;
  const narrow = atPort({ resource: settings.resource, value: own }, port);
  return tlsOf(narrow?.settings) ?? (narrow?.ofPort === true ? undefined : whole);
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
