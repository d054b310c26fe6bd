import type { Resource } from '../model/resource.ts';
import { checkSchema } from '../schema/check.ts';
import type { Walk } from '../schema/check.ts';
import type { FieldSite } from '../schema/problem.ts';
import { lately } from '../model/memo.ts';

const nothing: Walk = { problems: [], fields: [] };

/** What the one walk over a resource with its schema finds: problems, and the fields that mean something. */
export const walkOf = lately((resource: Resource): Walk =>
  resource.kind.schema === undefined ? nothing : checkSchema(resource.root, resource.kind.schema, resource.kind.decoder));

/** The fields of a resource with a meaning (`cidr`, `port`, …), in the order of the text. */
export function fieldsOf(resource: Resource, meaning: string): readonly FieldSite[] {
  return walkOf(resource).fields.filter((field) => field.meaning === meaning);
}
