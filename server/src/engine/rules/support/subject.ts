import type { Span } from '../../yaml/span.ts';
import type { Value } from '../../yaml/value.ts';

/** What a finding about a value calls it: `cidr`, `An item of except`, `The object`. */
export function subjectOf(value: Value): string {
  if (typeof value.step === 'string') return value.step;
  if (value.step === undefined) return 'The object';
  const list = listName(value);
  return list === undefined ? 'This item' : `An item of ${list}`;
}

function listName(value: Value): string | undefined {
  const step = value.parent?.step;
  return typeof step === 'string' ? step : undefined;
}

/** What a finding about a value marks, on one line: a scalar's first line, the key of a map or list. */
export function markOf(value: Value): Span {
  if (value.type === 'map' || value.type === 'list') return value.keySpan;
  const { start, end } = value.span;
  const newline = value.document.text.indexOf('\n', start);
  return newline < 0 || newline >= end ? { start, end } : { start, end: start + Math.max(1, value.document.text.slice(start, newline).trimEnd().length) };
}
