import { mayBeOurs } from '../engine/index.ts';

/** Ten times what a cluster stores as one object. What is larger can take all of the memory and still be refused. */
const largestDocument = 16 * 1024 * 1024;

export const tooLargeReason = 'A YAML document in it is larger than the 16 MB that are read at most; split it into several';

/** Whether a text has a document that is too large to be checked, and may be one of those that are. */
export function holdsTooLarge(text: string): boolean {
  if (text.length <= largestDocument) return false;
  return text.split(/^(?=---(?:\s|$))/m).some((document) => document.length > largestDocument && mayBeOurs(document));
}
