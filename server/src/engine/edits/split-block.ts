// A second `cidr` in one block becomes the range of a block of its own.
import { columnOf, lineBreak, lineStart } from '../text/lines.ts';
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { dashOf } from './list.ts';

/**
 * Begins a new item of the list of peers before a key of an `ipBlock`; what stands below that key goes with it. `undefined` where
 * the block is not the only thing in its item, or the text around it is of an unusual form.
 */
export function splitBlockBefore(key: Value): Edit | undefined {
  const block = key.parent;
  const peer = block?.parent;
  const list = peer?.parent;
  if (block?.step !== 'ipBlock' || peer === undefined || list?.type !== 'list' || peer.entries().length > 1 || key.isAlias) return undefined;
  return block.isFlow ? splitFlow(key, block, peer, list) : splitLines(key, peer);
}

function splitLines(key: Value, peer: Value): Edit | undefined {
  const { text } = key.document;
  const { start } = key.keySpan;
  const dash = dashOf(peer);
  if (dash === undefined || text.slice(lineStart(text, start), start).trim() !== '') return undefined;
  return { span: { start: lineStart(text, start), end: lineStart(text, start) }, newText: `${' '.repeat(columnOf(text, dash))}- ipBlock:${lineBreak(text)}` };
}

function splitFlow(key: Value, block: Value, peer: Value, list: Value): Edit | undefined {
  const { text } = key.document;
  const entries = block.entries();
  const before = entries[entries.indexOf(key) - 1];
  if (before === undefined) return undefined;
  const span = { start: before.span.end, end: key.keySpan.start };
  if (!/^\s*,\s*$/.test(text.slice(span.start, span.end))) return undefined;
  const [close, open] = peer.isFlow ? ['}}', '{ipBlock: {'] : ['}', 'ipBlock: {'];
  if (list.isFlow) return peer.isFlow ? { span, newText: `${close}, ${open}` } : undefined;
  const dash = dashOf(peer);
  return dash === undefined ? undefined : { span, newText: `${close}${lineBreak(text)}${' '.repeat(columnOf(text, dash))}- ${open}` };
}
