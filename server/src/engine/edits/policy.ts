// Deleting peers and rules of a policy without ever leaving an empty list: an empty `to` means every destination.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { deleteItem } from './list.ts';

/** Deletes the peer; where it is the only one of its rule, the rule; `undefined` where that is the only one too. */
export function deletePeerOrRule(peer: Value): Edit | undefined {
  const rule = peer.parent?.parent;
  return (peer.parent?.items().length ?? 0) > 1 ? deleteItem(peer) : rule === undefined ? undefined : deleteItem(rule);
}

/** Deletes several items of one list, never all of them. `undefined` where that cannot be done item by item. */
export function deleteItems(items: readonly Value[]): readonly Edit[] | undefined {
  const [first] = items;
  if (first === undefined || items.length >= (first.parent?.items().length ?? 0)) return undefined;
  const edits = items.map(deleteItem);
  const whole = edits.filter((edit) => edit !== undefined);
  return whole.length === edits.length && areApart(whole) ? whole : undefined;
}

function areApart(edits: readonly Edit[]): boolean {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start);
  return sorted.every((edit, at) => at === 0 || (sorted[at - 1]?.span.end ?? 0) <= edit.span.start);
}
