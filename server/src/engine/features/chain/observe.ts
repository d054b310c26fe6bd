import type { Resource } from '../../model/resource.ts';
import type { Index, Lookup } from '../../model/rule.ts';
import { destinationRuleByHost } from '../../workspace/indexes/by-host.ts';
import { meshServiceByHost, virtualServiceByHost } from '../../workspace/indexes/mesh.ts';

const byHost: ReadonlySet<Index> = new Set([meshServiceByHost, virtualServiceByHost, destinationRuleByHost]);

/** A lookup that remembers the resources found by a host: those that say something about it. */
export function observe(lookup: Lookup): { readonly watched: Lookup; readonly seen: ReadonlySet<Resource> } {
  const seen = new Set<Resource>();
  const watched: Lookup = {
    ...lookup,
    // For one who looks only now it costs nothing to see all, and what is not told apart is seen.
    isCrowded: () => false,
    all(index, key) {
      const found = lookup.all(index, key);
      if (byHost.has(index) && !key.startsWith('under ')) for (const one of found) seen.add(one);
      return found;
    },
  };
  return { watched, seen };
}
