import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';

/** The names under which a Secret holds something. What it holds is nobody's business here. `undefined` where that is filled in later. */
export const secretKeys = perResource((resource: Resource): ReadonlySet<string> | undefined => {
  const parts = ['data', 'stringData'].map((field) => resource.root.at(field));
  const keys = parts.flatMap((part) => part.entries().map(({ step }) => String(step)));
  const open = keys.length === 0 || resource.entry.document.partial || parts.some((part) => part.type === 'unknown' || part.hasUnknownEntries);
  return open ? undefined : new Set(keys);
});
