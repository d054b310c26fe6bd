import type { Schema } from '../../../../schemas/schema.ts';
import { dictionary } from '../text/dictionary.ts';

/** Files that a `$ref` may name, by file name (`common.json`). */
export type SchemaFiles = Readonly<Record<string, Schema>>;

/**
 * Replaces every `$ref` by what it names, keeping what stands beside it. Shared definitions become shared objects (a
 * definition that contains itself becomes a cycle), so the result is as small as the files.
 */
export function resolveReferences(root: Schema, files: SchemaFiles): Schema {
  const done = new Map<Schema, Schema>();
  const resolve = (schema: Schema, file: Schema): Schema => {
    const known = done.get(schema);
    if (known !== undefined) return known;
    const result: Record<string, unknown> = {};
    done.set(schema, result);
    if (schema.$ref !== undefined) {
      const target = follow(schema.$ref, file, files);
      Object.assign(result, resolve(target.schema, target.file));
    }
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword === '$ref' || keyword === '$defs') continue;
      result[keyword] = resolveKeyword(keyword, value, (inner) => resolve(inner, file));
    }
    return result;
  };
  return resolve(root, root);
}

function resolveKeyword(keyword: string, value: unknown, resolve: (schema: Schema) => Schema): unknown {
  // Both are asked with words from files.
  if (keyword === 'properties') return dictionary(Object.fromEntries(Object.entries(value as Record<string, Schema>).map(([name, schema]) => [name, resolve(schema)])));
  if (keyword === 'x-words') return dictionary(value as Record<string, string>);
  if (keyword === 'items' || (keyword === 'additionalProperties' && typeof value === 'object')) return resolve(value as Schema);
  return value;
}

function follow(reference: string, file: Schema, files: SchemaFiles): { readonly schema: Schema; readonly file: Schema } {
  const [path = '', pointer = ''] = reference.split('#');
  const home = path === '' ? file : files[path.slice(path.lastIndexOf('/') + 1)];
  const schema = home?.$defs?.[pointer.replace(/^\/\$defs\//, '')];
  if (home === undefined || schema === undefined) throw new Error(`${file.$id ?? 'a schema'} refers to ${reference}, which does not exist`);
  return { schema, file: home };
}

/** The schema of the value at a path; `undefined` where the path leaves what is known. */
export function schemaAt(schema: Schema, path: readonly (string | number)[]): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const step of path) {
    if (at === undefined) return undefined;
    at = typeof step === 'number' ? at.items : fieldSchema(at, step);
  }
  return at;
}

/** The schema of a field of an object, named or free; `undefined` where the object has no such field. */
export function fieldSchema(schema: Schema, name: string): Schema | undefined {
  const named = schema.properties?.[name];
  if (named !== undefined) return named;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}
