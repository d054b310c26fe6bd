import type { Value } from './value.ts';

/** Whether two values mean the same, however they are written; the order of fields is none. Of what is not known it is the text that counts. */
export function isSameValue(a: Value, b: Value): boolean {
  if (a.type !== b.type) return false;
  if (a.type !== 'map' && a.type !== 'list') return a.type === 'unknown' ? a.source === b.source : a.scalar === b.scalar;
  const [some, others] = [a.children(), b.children()];
  return some.length === others.length && !a.hasUnknownEntries && !b.hasUnknownEntries && some.every((child) => child.step !== undefined && isSameValue(child, b.at(child.step)));
}
