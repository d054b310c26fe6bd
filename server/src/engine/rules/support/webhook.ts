import type { Problem } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';

/** What a finding says of an object that Istio's validating webhook refuses; `istioctl analyze` calls that IST0106. */
export const refusedByIstio = { severity: 'error', admission: 'rejected', codes: ['IST0106'] } as const satisfies Partial<Problem>;

/** What a finding says of an object that Istio's webhook takes with a warning; `istioctl analyze` calls that IST0133. */
export const warnedByIstio = { severity: 'warning', admission: 'warned', codes: ['IST0133'] } as const satisfies Partial<Problem>;

/** `warnedByIstio` where the webhook passes the warning on; it loses many on the way up, and then only we say it. */
export function warnedWhere(isPassedOn: boolean): Partial<Problem> & { readonly severity: 'warning' } {
  return isPassedOn ? warnedByIstio : { severity: 'warning' };
}

/**
 * Whether a field surely says nothing: it is not there, or an empty list or text, which is the same to Istio. What is of a wrong
 * type, or not known, says something.
 */
export function saysNothing(holder: Value, name: string): boolean {
  const value = holder.at(name);
  if (holder.type !== 'map' || holder.hasUnknownEntries) return false;
  return !value.exists || value.string === '' || (value.type === 'list' && value.items().length === 0);
}

/** Whether a field surely says something: it is there, and not an empty list or text. */
export function saysSomething(value: Value): boolean {
  if (!value.exists || value.type === 'null' || value.type === 'unknown') return false;
  return value.type === 'list' ? value.items().length > 0 : value.string !== '';
}

/** The fields of an object that surely say something, in the order of the names. */
export function filledFields(holder: Value, names: readonly string[]): readonly Value[] {
  return names.map((name) => holder.at(name)).filter(saysSomething);
}
