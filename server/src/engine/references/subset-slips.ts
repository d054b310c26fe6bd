// DestinationRules that would have a subset for a Service, but for a slip in their host.
import { destinationRule } from '../kinds/destination-rule.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { parseClusterHost } from '../text/host.ts';
import { editDistance } from '../text/nearest.ts';
import { folderOf } from '../text/uri.ts';
import { destinationRuleView } from '../views/destination-rule.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import { meshConfig } from './mesh-config.ts';

/** The only DestinationRule that a client beside a resource would look at, which has a subset and almost the name of a Service for its host. */
export function misspeltSubset(lookup: Lookup, service: string, subset: string, from: Resource): Resource | undefined {
  const { clusterDomain } = lookup.options;
  const wanted = parseClusterHost(service, clusterDomain);
  if (wanted === undefined || lookup.isKustomized(from)) return undefined;
  const homes = from.namespace === undefined ? [undefined] : [...new Set([from.namespace, wanted.namespace, meshConfig(lookup).rootNamespace])];
  const near = [...new Set(homes.flatMap((home) => allInNamespace(lookup, destinationRule, home)))].filter((one) => !one.entry.isPatch && !one.entry.document.partial && isBeside(one, from)
    && destinationRuleView(one).subsets.some(({ text }) => text === subset) && isSlip(destinationRuleView(one).host.text, service, clusterDomain));
  return near.length === 1 ? near[0] : undefined;
}

/** What names no namespace is compared within its folder only. */
function isBeside(rule: Resource, from: Resource): boolean {
  return from.namespace !== undefined || (rule.namespace === undefined && folderOf(rule.entry.uri) === folderOf(from.entry.uri));
}

/** Whether a host is that of a Service but for one letter, its namespace, or what a short name leaves out. */
function isSlip(host: string | undefined, service: string, clusterDomain: string): boolean {
  if (host === undefined || host.includes('*') || host === service) return false;
  const own = parseClusterHost(host, clusterDomain);
  return service.startsWith(`${host}.`) || (own !== undefined && own.name === parseClusterHost(service, clusterDomain)?.name) || editDistance(host, service) === 1;
}
