import type { Edit, Fix } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';

/** A fix of one or several edits; none where one of them cannot be made. */
export function fixOf(title: string, edits: Edit | undefined | readonly (Edit | undefined)[], preferred = false): readonly Fix[] {
  const all = isOne(edits) ? [edits] : edits;
  const whole = all.filter((edit) => edit !== undefined);
  return whole.length === 0 || whole.length < all.length ? [] : [{ title, edits: whole, ...(preferred ? { preferred } : {}) }];
}

function isOne(edits: Edit | undefined | readonly (Edit | undefined)[]): edits is Edit | undefined {
  return !Array.isArray(edits);
}

/** An edit of another resource than the one a finding stands in. */
export function within(resource: Resource, edit: Edit | undefined): Edit | undefined {
  return edit === undefined ? undefined : { ...edit, resource };
}
