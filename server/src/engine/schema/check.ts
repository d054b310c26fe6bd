import type { Schema } from '../../../../schemas/schema.ts';
import type { Value } from '../yaml/value.ts';
import { constraints, keyConstraints } from './constraints.ts';
import { limitProblem } from './limits.ts';
import type { Decoder, FieldSite, SchemaProblem } from './problem.ts';
import { fieldSchema } from './resolve.ts';
import { typeProblem } from './types.ts';

/** What one walk over a resource finds. */
export interface Walk {
  readonly problems: readonly SchemaProblem[];
  readonly fields: readonly FieldSite[];
}

/** Aliases can make a short text expand without end; nobody writes a manifest with this many values. */
const valueLimit = 500_000;

/** Compares a value with its schema. Stops where a type is wrong, so that one mistake gives one problem. */
export function checkSchema(root: Value, schema: Schema, decoder: Decoder): Walk {
  const problems: SchemaProblem[] = [];
  const fields: FieldSite[] = [];
  let left = valueLimit;

  const visit = (value: Value, at: Schema, mode: Decoder): void => {
    if (left-- <= 0 || at['x-any'] === true || value.type === 'unknown') {
      if (at['x-egress'] !== undefined && at['x-any'] !== true) fields.push(fieldSite(value, at));
      return;
    }
    if (value.type === 'null' && (mode === 'go' || at['x-nullable'] === true)) return;
    const wrong = typeProblem(value, at, mode);
    if (wrong !== undefined) {
      problems.push({ code: 'wrong-type', value, schema: at, reason: wrong });
      return;
    }
    if (at['x-egress'] !== undefined) fields.push(fieldSite(value, at));
    checkValue(value, at, problems);
    if (value.type === 'map') visitFields(value, at, mode);
    else if (value.type === 'list' && at.items !== undefined) for (const item of value.items()) visit(item, at.items, mode);
  };

  const visitFields = (value: Value, at: Schema, mode: Decoder): void => {
    const seen = new Set<string>();
    for (const field of value.entries()) {
      const name = String(field.step);
      seen.add(name);
      const below = fieldSchema(at, name);
      if (below !== undefined) visit(field, below, below['x-decoder-go'] === true ? 'go' : mode);
      else if (at.additionalProperties !== true) problems.push({ code: 'unknown-field', value: field, schema: at, reason: `there is no field ${name} here` });
    }
    for (const name of at.required ?? []) {
      if (!seen.has(name)) problems.push({ code: 'missing-field', value, schema: at, name, reason: `${name} must be set` });
    }
  };

  visit(root, schema, decoder);
  return { problems, fields };
}

function checkValue(value: Value, schema: Schema, problems: SchemaProblem[]): void {
  const refused = limitProblem(value, schema);
  if (refused !== undefined) problems.push({ code: 'invalid-value', value, schema, ...refused });
  for (const name of schema['x-constraints'] ?? []) {
    for (const found of constraints[name]?.(value) ?? []) problems.push({ code: 'invalid-value', value: found.at ?? value, schema, reason: found.reason });
  }
  for (const name of schema['x-keys'] ?? []) {
    for (const field of value.entries()) {
      const reason = keyConstraints[name]?.(String(field.step));
      if (reason !== undefined) problems.push({ code: 'invalid-value', value: field, schema, reason });
    }
  }
  checkListKeys(value, schema, problems);
}

function checkListKeys(value: Value, schema: Schema, problems: SchemaProblem[]): void {
  const keys = schema['x-list-map-keys'];
  if (keys === undefined && schema['x-list-set'] !== true) return;
  const seen = new Map<string, Value>();
  for (const item of value.items()) {
    const parts = keys === undefined ? [item] : keys.map((key) => item.at(key));
    if (parts.some((part) => part.type === 'unknown' || part.type === 'map')) continue;
    const identity = JSON.stringify(parts.map((part) => part.scalar ?? null));
    const other = seen.get(identity);
    if (other === undefined) seen.set(identity, item);
    else problems.push({ code: 'duplicate-item', value: item, schema, other, reason: `another item has the same ${keys?.join(' and ') ?? 'value'}` });
  }
}

function fieldSite(value: Value, schema: Schema): FieldSite {
  const [meaning = '', dialect = ''] = (schema['x-egress'] ?? '').split(':');
  return { value, meaning, dialect, schema };
}
