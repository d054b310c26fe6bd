import type { ParsedDocument, Value } from '../../yaml/value.ts';

const branch = /\{\{-?\s*(?:else|end|if|with|range|define|block)\b/;

/** Whether a branch of a template begins or ends between two keys, so that what is rendered may hold one of them only. */
export function isAlternative({ templated, text }: ParsedDocument, first: Value, second: Value): boolean {
  return templated && branch.test(text.slice(first.keySpan.end, second.keySpan.start));
}
