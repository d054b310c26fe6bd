import type { Edit, Fix } from '../model/finding.ts';

/** A fix of one or several edits; none where one of them cannot be made. */
export function fixOf(title: string, edits: Edit | undefined | readonly (Edit | undefined)[], preferred = false): readonly Fix[] {
  const all = isOne(edits) ? [edits] : edits;
  const whole = all.filter((edit) => edit !== undefined);
  return whole.length === 0 || whole.length < all.length ? [] : [{ title, edits: whole, ...(preferred ? { preferred } : {}) }];
}

function isOne(edits: Edit | undefined | readonly (Edit | undefined)[]): edits is Edit | undefined {
  return !Array.isArray(edits);
}
