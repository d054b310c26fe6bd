import type { Resource } from '../model/resource.ts';
import { checkSchema } from '../schema/check.ts';
import type { Walk } from '../schema/check.ts';
import type { FieldSite } from '../schema/problem.ts';
import { lately } from '../model/memo.ts';

const none: readonly FieldSite[] = [];
const nothing: Walk = { problems: [], fields: none };

/** What the one walk over a resource with its schema finds: problems, and the fields that mean something. */
export const walkOf = lately((resource: Resource): Walk =>
  resource.kind.schema === undefined ? nothing : checkSchema(resource.root, resource.kind.schema, resource.kind.decoder));

const byMeaning = lately((resource: Resource): ReadonlyMap<string, readonly FieldSite[]> => {
  const grouped = new Map<string, FieldSite[]>();
  for (const field of walkOf(resource).fields) {
    const same = grouped.get(field.meaning);
    if (same === undefined) grouped.set(field.meaning, [field]);
    else same.push(field);
  }
  return grouped;
});

/** The fields of a resource with a meaning (`cidr`, `port`, …), in the order of the text. */
export function fieldsOf(resource: Resource, meaning: string): readonly FieldSite[] {
  return byMeaning(resource).get(meaning) ?? none;
}
