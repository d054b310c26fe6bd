import type { Resource } from '../../model/resource.ts';
import { walkOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';

/** Whether a field that an object lacks stands there all the same, misspelt or not indented, and is reported as that. */
export function isMisspelt(resource: Resource, holder: Value, name: string): boolean {
  return walkOf(resource).problems.some(({ code, value, meant, under }) => code === 'unknown-field' && value.parent === holder && (meant ?? under) === name);
}
