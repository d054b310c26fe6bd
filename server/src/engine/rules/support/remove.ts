import { deleteEntry } from '../../edits/map.ts';
import type { Fix } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';

/** The fix that deletes a field; none where the text around it is of an unusual form. */
export function deletion(field: Value, preferred = false): readonly Fix[] {
  const edit = deleteEntry(field);
  return edit === undefined ? [] : [{ title: `Delete ${String(field.step)}`, edits: [edit], ...(preferred ? { preferred } : {}) }];
}
