import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { anyHost, destinationRuleByHost } from '../workspace/indexes/by-host.ts';
import { wildcardsOver } from '../text/host.ts';
import type { ResolvedHost } from './services.ts';

export interface ResolvedRules {
  /** The DestinationRules for a host, of whatever namespace: those with its name first, then those with a wildcard over it. */
  readonly rules: readonly Resource[];
  /** A DestinationRule whose host is not known may be for it. */
  readonly uncertain: boolean;
}

export function destinationRulesFor(lookup: Lookup, { host, service }: ResolvedHost): ResolvedRules {
  const keys = new Set([host, ...wildcardsOver(host)]);
  // A rule with a short host and no namespace may be for a Service of that name anywhere.
  const short = service === undefined ? [] : lookup.all(destinationRuleByHost, `short ${service.name}`).filter((rule) => rule.namespace === undefined || service.namespace === undefined);
  const full = service?.namespace === undefined && service !== undefined ? [] : [...keys].flatMap((key) => lookup.all(destinationRuleByHost, key));
  return { rules: [...new Set([...full, ...short])], uncertain: lookup.any(destinationRuleByHost, anyHost) };
}
