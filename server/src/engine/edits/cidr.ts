// Fixes that write a range another way.
import type { CidrSuggestion } from '../net/reason.ts';
import type { Edit, Fix } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { replaceItem, replaceItemText } from './list.ts';
import { replaceString } from './scalar.ts';

/** A fix for each way to write the value; the one of the preferred kind, or the only one, is the obvious fix. */
export function rewriteFixes(value: Value, suggestions: readonly CidrSuggestion[], preferred?: CidrSuggestion['kind']): readonly Fix[] {
  return suggestions.flatMap((suggestion): readonly Fix[] => {
    const edit = editFor(value, suggestion.texts);
    if (edit === undefined) return [];
    const obvious = suggestions.length === 1 || suggestion.kind === preferred;
    return [{ title: titleFor(suggestion), edits: [edit], ...(obvious ? { preferred: true } : {}) }];
  });
}

function titleFor({ kind, texts }: CidrSuggestion): string {
  const meaning = kind === 'network' ? ' (the whole network)' : kind === 'host' ? ' (the one address)' : '';
  return texts.length > 3 ? `Replace with ${texts.length} ranges` : `Replace with ${texts.join(', ')}${meaning}`;
}

/** Several ranges in the place of one become several items: of the list of ranges, or of the list of peers around it. */
function editFor(value: Value, texts: readonly string[]): Edit | undefined {
  const [first] = texts;
  if (first === undefined) return undefined;
  if (texts.length === 1) return replaceString(value, first);
  if (typeof value.step === 'number') return replaceItem(value, texts);
  const block = value.parent;
  const peer = block?.parent;
  if (block?.entries().length !== 1 || peer?.entries().length !== 1) return undefined;
  const { start, end } = peer.span;
  const { text } = peer.document;
  const copies = texts.map((one) => text.slice(start, value.span.start) + replaceString(value, one).newText + text.slice(value.span.end, end));
  return replaceItemText(peer, copies);
}
