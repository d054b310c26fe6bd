// Adding exceptions to an `ipBlock`, and taking them away.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { appendItem } from './append.ts';
import { addFieldAfter } from './data.ts';
import { deleteItem } from './list.ts';
import { deleteEntry } from './map.ts';
import { plainOrQuoted } from './scalar.ts';

/** Cuts networks out of a block: in its list of exceptions, or in a new one. `undefined` where the text has an unusual form. */
export function addExcepts(block: Value, texts: readonly string[]): Edit | undefined {
  const except = block.at('except');
  const cidr = block.at('cidr');
  const [first, ...rest] = texts;
  if (first === undefined || block.isAlias) return undefined;
  if (except.type === 'list') {
    const edit = appendItem(except, first);
    const before = edit === undefined ? '' : separatorOf(edit.newText);
    return edit === undefined ? undefined : { ...edit, newText: [edit.newText, ...rest.map((text) => `${before}${plainOrQuoted(text)}`)].join('') };
  }
  if (except.exists || cidr.key === undefined || cidr.isAlias) return undefined;
  return addFieldAfter(cidr, 'except', texts);
}

/** What stands between two items: all that comes before the text of the one that was added. */
function separatorOf(added: string): string {
  return added.startsWith(', ') ? ', ' : /^\r?\n\s*- /.exec(added)?.[0] ?? ', ';
}

/** Deletes an exception; with the last one goes the list. */
export function deleteExcept(item: Value): Edit | undefined {
  const list = item.parent;
  if (list === undefined) return undefined;
  return list.items().length > 1 ? deleteItem(item) : deleteEntry(list);
}
