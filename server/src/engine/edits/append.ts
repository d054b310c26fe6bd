import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { appendData } from './data.ts';

/** Adds a scalar to the end of a list, in the list's own style; `undefined` where the list is empty in block style or an alias. */
export function appendItem(list: Value, text: string): Edit | undefined {
  return appendData(list, text);
}
