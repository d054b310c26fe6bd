import { addFieldAfter, addFieldBefore, replaceData } from '../../edits/data.ts';
import type { Edit } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';

/** Whether `policyTypes` says nothing, so that Kubernetes fills it in: absent, null or empty. Misspelt it is the key's finding. */
export function hasNoTypes(spec: Value): boolean {
  if (spec.entries().some(({ step }) => step !== 'policyTypes' && String(step).toLowerCase() === 'policytypes')) return false;
  const types = spec.at('policyTypes');
  return types.type === 'missing' || types.type === 'null' || (types.type === 'list' && types.items().length === 0);
}

/** Writes `policyTypes` where it says nothing: below `podSelector`, where it is usually found. */
export function writeTypes(spec: Value, types: readonly string[]): Edit | undefined {
  const written = spec.at('policyTypes');
  if (written.exists) return written.type === 'null' ? undefined : replaceData(written, types);
  const selector = spec.entries().find((entry) => entry.step === 'podSelector' && entry.parent === spec);
  const first = spec.entries().find((entry) => entry.parent === spec);
  if (selector !== undefined) return addFieldAfter(selector, 'policyTypes', types);
  return first === undefined ? undefined : addFieldBefore(first, 'policyTypes', types);
}
