// The DestinationRule that a proxy applies to a service (`PushContext.destinationRule`, `mergeDestinationRule`).
import type { Resource } from '../model/resource.ts';
import { textAt, labelsAt } from '../views/read.ts';
import { selects } from '../views/workload.ts';
import { anyHost, destinationRuleByHost } from '../workspace/indexes/by-host.ts';
import type { Value } from '../yaml/value.ts';
import { parseClusterHost, wildcardsOver } from '../text/host.ts';
import { fullHost, mostSpecific } from './hosts.ts';
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
  readonly name: string;
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
  const rules = rulesFor(world, service.host);
  const own = rules.filter(({ namespace }) => namespace === proxy.namespace);
  const local = proxy.namespace === world.rootNamespace ? own.filter(isPrivate) : own.filter((one) => one.exportTo.length === 0 || ['*', '.', proxy.namespace].some((to) => one.exportTo.includes(to)));
  const first = narrowed(local, service.host);
  if (first.length > 0) return first;
  for (const namespace of [service.namespace, world.rootNamespace]) {
    const exported = narrowed(rules.filter((one) => one.namespace === namespace && !isPrivate(one)), service.host)
      .filter(({ exportTo }) => exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(proxy.namespace));
    if (exported.length > 0) return exported;
  }
  return [];
}

function isPrivate({ exportTo, namespace }: Rule): boolean {
  return exportTo.length === 1 && (exportTo[0] === '.' || exportTo[0] === namespace);
}

/** All rules whose host covers this one: those with a workload selector first, then the oldest. */
function rulesFor(world: World, host: string): readonly Rule[] {
  const cluster = parseClusterHost(host, world.clusterDomain);
  const keys = [host, ...wildcardsOver(host), anyHost, ...(cluster === undefined ? [] : [`short ${cluster.name}`])];
  const found = new Set(keys.flatMap((key) => world.lookup.all(destinationRuleByHost, key)));
  const rules = [...found].filter(({ entry }) => !entry.isPatch).flatMap((resource): readonly Rule[] => {
    const spec = resource.root.at('spec');
    const { text } = textAt(spec.at('host'));
    const selector = spec.at('workloadSelector');
    const namespace = world.namespaceOf(resource);
    return text === undefined ? [] : [{
      resource, namespace, name: resource.name ?? '', host: fullHost(text, namespace, world.clusterDomain),
      selector: selector.exists ? labelsAt(selector.at('matchLabels')).labels : undefined,
      exportTo: selector.exists ? ['.'] : exportsOf(spec.at('exportTo')),
    }];
  });
  return rules.sort((a, b) => Number(a.selector === undefined) - Number(b.selector === undefined) || compareAge(a, b));
}

/** Of the rules of one namespace those with the most specific host, merged. */
function narrowed(rules: readonly Rule[], host: string): readonly Policy[] {
  const best = mostSpecific(host, rules.map((one) => one.host));
  return best === undefined ? [] : rules.filter((one) => one.host === best).reduce<readonly Policy[]>(merge, []);
}

function merge(policies: readonly Policy[], rule: Rule): readonly Policy[] {
  const into = policies.findIndex((one) => mergeable(one, rule));
  if (into < 0) return [...policies, toPolicy(rule)];
  return policies.map((one, index) => (index === into ? merged(one, toPolicy(rule)) : one));
}

/** What is exported differently, or selects other workloads, stays a policy of its own. */
function mergeable(policy: Policy, { exportTo, selector }: Rule): boolean {
  const key = (labels: ReadonlyMap<string, string> | undefined): string => (labels === undefined ? '' : JSON.stringify([...labels].sort()));
  return [...policy.exportTo].sort().join() === [...exportTo].sort().join() && (policy.selector === undefined) === (selector === undefined) && key(policy.selector) === key(selector);
}

function toPolicy({ resource, exportTo, selector }: Rule): Policy {
  const spec = resource.root.at('spec');
  const subsets = new Map<string, Placed>();
  for (const value of spec.at('subsets').items()) {
    const name = value.at('name').string;
    if (name !== undefined && !subsets.has(name)) subsets.set(name, { resource, value });
  }
  const trafficPolicy = spec.at('trafficPolicy');
  return { rules: [resource], exportTo, selector, subsets, trafficPolicy: trafficPolicy.type === 'map' ? { resource, value: trafficPolicy } : undefined };
}

function merged(a: Policy, b: Policy): Policy {
  return { ...a, rules: [...a.rules, ...b.rules], subsets: new Map([...b.subsets, ...a.subsets]), trafficPolicy: a.trafficPolicy ?? b.trafficPolicy };
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
