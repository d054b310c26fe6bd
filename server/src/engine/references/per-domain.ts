import { keptPerLookup } from '../model/memo.ts';
import type { Lookup } from '../model/rule.ts';
import { wildcardsOver } from '../text/host.ts';

/** What follows from the wildcards over a host, worked out once for a lookup: all hosts of one domain share it; wildcards themselves have theirs. */
export function perDomain<Result>(compute: (lookup: Lookup, wildcards: readonly string[]) => Result): (lookup: Lookup, host: string) => Result {
  const kept = keptPerLookup<Result>();
  return (lookup, host) => {
    const dot = host.startsWith('*') ? -1 : host.indexOf('.');
    const domain = dot < 0 ? host : host.slice(dot);
    return kept(lookup, domain, () => compute(lookup, wildcardsOver(domain)));
  };
}
