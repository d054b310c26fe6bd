// Making one item of two neighbours in a list of maps.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineStart } from '../text/lines.ts';
import { dashOf } from './list.ts';

/**
 * Joins a map with the next one of its list by taking the next one's dash or brackets away. `undefined` where they are
 * written in different styles or at different columns.
 */
export function joinWithNext(item: Value, next: Value): Edit | undefined {
  if (item.isAlias || next.isAlias || item.isFlow !== next.isFlow) return undefined;
  return item.isFlow ? joinInBrackets(item, next) : joinInBlock(item, next);
}

function joinInBrackets(item: Value, next: Value): Edit | undefined {
  const between = item.document.text.slice(item.span.end, next.span.start);
  if (item.parent?.isFlow !== true || !/^\s*,\s*$/.test(between)) return undefined;
  return { span: { start: item.span.end - 1, end: next.span.start + 1 }, newText: between };
}

function joinInBlock(item: Value, next: Value): Edit | undefined {
  const { text } = item.document;
  const [mine, other] = [item.entries()[0], next.entries()[0]];
  const dash = dashOf(next);
  if (dash === undefined || mine === undefined || other === undefined || text.slice(lineStart(text, dash), dash).trim() !== '') return undefined;
  const fits = columnOf(text, mine.keySpan.start) === columnOf(text, other.keySpan.start) && lineStart(text, other.keySpan.start) === lineStart(text, dash);
  return fits ? { span: { start: dash, end: dash + 1 }, newText: ' ' } : undefined;
}
