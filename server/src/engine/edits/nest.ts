// Moving entries of a map one level deeper, as they stand.
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { columnOf, lineBreak, lineEnd } from '../text/lines.ts';

/**
 * Puts entries of a block map under one of its keys, which need not be there yet, by indenting their lines; comments between
 * them move along. With `asItem` they become the first item of a list. None where they do not stand together, right
 * below the key if it is there.
 */
export function nestUnder(fields: readonly Value[], key: string, asItem: boolean): readonly Edit[] {
  const [first] = fields;
  const last = fields.at(-1);
  if (first === undefined || last === undefined || !canMove(fields, first, key)) return [];
  const { text } = first.document;
  const { start } = first.keySpan;
  const dash = asItem ? '- ' : '';
  const opening = first.parent?.at(key).exists === true ? `  ${dash}` : `${key}:${lineBreak(text)}${' '.repeat(columnOf(text, start) + 2)}${dash}`;
  return [
    { span: { start, end: start }, newText: opening },
    ...linesBelow(text, start, last.span.end).map((line) => ({ span: { start: line, end: line }, newText: asItem ? '    ' : '  ' })),
  ];
}

/** Whether the fields stand together in a block map, right below the key if that is there, which then has no value. */
function canMove(fields: readonly Value[], first: Value, key: string): boolean {
  const map = first.parent;
  if (map === undefined || map.isFlow) return false;
  const siblings = map.entries();
  const at = siblings.indexOf(first);
  const holder = siblings.find(({ step }) => step === key);
  if (at < 0 || !fields.every((field, position) => field.parent === map && siblings[at + position] === field)) return false;
  return holder === undefined || (holder.type === 'null' && holder.span.start === holder.keySpan.start && siblings[at - 1] === holder);
}

/** Where the lines that are not empty begin, from the one below `start` to that which holds `end`. */
function linesBelow(text: string, start: number, end: number): readonly number[] {
  const lines: number[] = [];
  for (let newline = text.indexOf('\n', start); newline >= 0 && newline + 1 < end; newline = text.indexOf('\n', newline + 1)) {
    if (lineEnd(text, newline + 1) > newline + 1) lines.push(newline + 1);
  }
  return lines;
}
