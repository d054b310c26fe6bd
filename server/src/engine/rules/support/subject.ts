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
