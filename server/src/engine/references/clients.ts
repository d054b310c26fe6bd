// Whether requests may come from a namespace, as far as the workspace shows.
import type { Lookup } from '../model/rule.ts';
import { podMakerByNamespace } from '../workspace/indexes/by-label.ts';
import { livelyNamespace } from '../workspace/indexes/homes.ts';

/** Whether something in a namespace may send requests: anything but DestinationRules is taken for a sign of it. */
export function mayHaveClients(lookup: Lookup, namespace: string): boolean {
  return [livelyNamespace, podMakerByNamespace].some((index) => lookup.any(index, namespace) || lookup.any(index, '?'));
}
