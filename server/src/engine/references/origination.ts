// Whether DestinationRules and BackendTLSPolicies of the workspace have a proxy encrypt what it sends to a host, for whichever client they count.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { destinationRule } from '../kinds/destination-rule.ts';
import { parseClusterHost } from '../text/host.ts';
import { editDistance, nearest } from '../text/nearest.ts';
import { destinationRuleView } from '../views/destination-rule.ts';
import { serviceEntryHosts } from '../views/service-entry.ts';
import type { Value } from '../yaml/value.ts';
import { backendTlsAt } from './backend-tls.ts';
import { destinationRulesFor, tlsSettings } from './destination-rules.ts';
import type { Placed } from './destination-rules.ts';
import { resolveHost } from './services.ts';
import { unlistedPort } from './target-ports.ts';
import { unresolvedHost } from './unresolved-host.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';

export interface Origination {
  /** TLS settings that have a port encrypted: `SIMPLE`, `MUTUAL` or `ISTIO_MUTUAL`. */
  readonly settings: readonly Placed[];
  /** DestinationRules for the host that say nothing of the kind for the port. */
  readonly others: readonly Resource[];
  /** There is one, or something that is not known may be one. */
  readonly mayOriginate: boolean;
}

/** What DestinationRules and BackendTLSPolicies say of a port of a ServiceEntry, or of one of its hosts. */
export function originationFor(lookup: Lookup, entry: Resource, port: number, host?: string): Origination {
  const hosts = host === undefined ? serviceEntryHosts(entry).map(({ text }) => text) : [host];
  const settings: Placed[] = [];
  const others = new Set<Resource>();
  let unknown = hosts.includes(undefined);
  for (const one of hosts.filter((text) => text !== undefined)) {
    const { rules, uncertain } = destinationRulesFor(lookup, { host: one, service: parseClusterHost(one, lookup.options.clusterDomain) });
    unknown ||= uncertain;
    for (const rule of rules) {
      const found = tlsOf(rule, port);
      if (found === undefined) unknown = true;
      else if (found.length === 0) others.add(rule);
      else settings.push(...found);
    }
  }
  const policy = backendTlsAt(lookup, entry, port);
  if (policy === undefined) unknown = true;
  else if (policy !== 'none') settings.push(policy);
  return { settings, others: [...others], mayOriginate: settings.length > 0 || unknown };
}

/**
 * The DestinationRule of a namespace that has a proxy encrypt what it sends to a host, but for a slip in the name of it: that
 * is to be mended, and is said of the rule (dr-host-not-found).
 */
export function misspeltOrigination(lookup: Lookup, host: string, namespace: string | undefined): Resource | undefined {
  if (namespace === undefined || lookup.options.rules['dr-host-not-found'] === 'off') return undefined;
  const rules = allInNamespace(lookup, destinationRule, namespace).filter((rule) => !rule.entry.isPatch && !rule.entry.document.partial && mayEncrypt(rule));
  const byHost = new Map(rules.map((rule) => [destinationRuleView(rule).host.text ?? '', rule]));
  const near = nearest(host, byHost.keys());
  const rule = near === undefined ? undefined : byHost.get(near);
  const unresolved = rule === undefined ? undefined : unresolvedHost(lookup, rule, near ?? '');
  // One letter of a first label may make another host of it, but hardly where settings for this one are missed.
  return unresolved !== undefined && (unresolved.meant?.host === host || editDistance(host, near ?? '') === 1) ? rule : undefined;
}

/** The number of the one port that a policy has TLS settings for, where the host of its DestinationRule has no such port: it has a slip. */
export function strayTlsPort(lookup: Lookup, rule: Resource, policy: Value): Placed | undefined {
  const [only, ...others] = policy.at('portLevelSettings').items().filter((one) => one.at('tls').exists);
  const number = only?.at('port', 'number');
  const host = destinationRuleView(rule).host.text;
  if (number?.number === undefined || host === undefined || others.length > 0 || doesEncrypt(only?.at('tls') ?? policy) !== true) return undefined;
  return unlistedPort(resolveHost(lookup, host, rule.namespace), number.number) === undefined ? undefined : { resource: rule, value: number };
}

/** The same of the only DestinationRule that there is. */
export function strayTlsPortAmong(lookup: Lookup, [rule, ...others]: readonly Resource[]): Placed | undefined {
  return rule === undefined || others.length > 0 ? undefined : strayTlsPort(lookup, rule, rule.root.at('spec', 'trafficPolicy'));
}

function mayEncrypt({ root }: Resource): boolean {
  const policy = root.at('spec', 'trafficPolicy');
  return [policy, ...policy.at('portLevelSettings').items()].some((one) => doesEncrypt(one.at('tls')) === true);
}

/** The settings of a rule that have a port encrypted, those of subsets too; `undefined` where that is not known. */
function tlsOf(resource: Resource, port: number): readonly Placed[] | undefined {
  const spec = resource.root.at('spec');
  if (resource.entry.document.partial || resource.entry.isPatch || spec.hasUnknownEntries) return undefined;
  const trafficPolicy = { resource, value: spec.at('trafficPolicy') };
  const subsets = new Map(spec.at('subsets').items().map((value, place) => [String(place), { resource, value }]));
  const found: Placed[] = [];
  for (const subset of [undefined, ...subsets.keys()]) {
    const tls = tlsSettings({ trafficPolicy, subsets }, port, subset);
    const encrypts = tls === undefined ? false : doesEncrypt(tls.value);
    if (encrypts === undefined) return undefined;
    if (tls !== undefined && encrypts && !found.some(({ value }) => value === tls.value)) found.push(tls);
  }
  return found;
}

function doesEncrypt(tls: Value): boolean | undefined {
  const mode = tls.at('mode');
  if (mode.type === 'unknown' || tls.hasUnknownEntries) return undefined;
  return mode.string === 'SIMPLE' || mode.string === 'MUTUAL' || mode.string === 'ISTIO_MUTUAL';
}
