// Adding exceptions to an `ipBlock`, and taking them away.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { addFieldAfter, appendData } from './data.ts';
import { deleteItem } from './list.ts';
import { deleteEntry } from './map.ts';

/** Cuts networks out of a block: in its list of exceptions, or in a new one. `undefined` where the text has an unusual form. */
export function addExcepts(block: Value, texts: readonly string[]): Edit | undefined {
  const except = block.at('except');
  const cidr = block.at('cidr');
  if (block.isAlias || texts.length === 0) return undefined;
  if (except.type === 'list') return appendData(except, ...texts);
  if (except.exists || cidr.key === undefined || cidr.isAlias) return undefined;
  return addFieldAfter(cidr, 'except', texts);
}

/** Deletes an exception; with the last one goes the list. */
export function deleteExcept(item: Value): Edit | undefined {
  const list = item.parent;
  if (list === undefined) return undefined;
  return list.items().length > 1 ? deleteItem(item) : deleteEntry(list);
}
