import type { Schema } from '../../../../schemas/schema.ts';
import type { Value } from '../yaml/value.ts';
import type { Decoder } from './problem.ts';

const names: Readonly<Record<string, string>> = {
  object: 'a map of fields', array: 'a list', string: 'a string', integer: 'a whole number', number: 'a number', boolean: 'true or false',
};

/** Why a value is not of the schema's type, as a clause ("must be a list, not a string"), or `undefined` where it is. */
export function typeProblem(value: Value, schema: Schema, decoder: Decoder): string | undefined {
  if (schema['x-int-or-string'] === true) return isIntOrString(value) ? undefined : `must be a whole number or a string, not ${described(value)}`;
  const expected = schema.type;
  if (expected === undefined || hasType(value, expected, schema, decoder)) return undefined;
  return `must be ${names[expected] ?? expected}, not ${described(value)}`;
}

function hasType(value: Value, expected: NonNullable<Schema['type']>, schema: Schema, decoder: Decoder): boolean {
  switch (expected) {
    case 'object':
      return value.type === 'map';
    case 'array':
      return value.type === 'list';
    case 'boolean':
      return value.type === 'boolean';
    case 'string':
      return value.type === 'string';
    case 'number':
      return value.number !== undefined && Number.isFinite(value.number);
    case 'integer':
      return value.number !== undefined && Number.isInteger(value.number) && (decoder === 'crd' || fits(value.number, schema));
  }
}

/** Go's decoder fails on a number that the field's type cannot hold; a custom resource's schema has limits for that. */
function fits(number: number, schema: Schema): boolean {
  const [low, high] = schema.format === 'int64' ? [-(2 ** 63), 2 ** 63] : schema.format === 'uint32' ? [0, 2 ** 32 - 1] : [-(2 ** 31), 2 ** 31 - 1];
  return number >= low && number <= high;
}

function isIntOrString(value: Value): boolean {
  return value.type === 'string' || (value.number !== undefined && Number.isInteger(value.number) && fits(value.number, { format: 'int32' }));
}

/** What a value is, for people: "a list", "the number 80", "true". */
export function described(value: Value): string {
  switch (value.type) {
    case 'map':
      return 'a map';
    case 'list':
      return 'a list';
    case 'null':
    case 'missing':
      return 'empty';
    case 'number':
      return `the number ${value.source}`;
    case 'boolean':
      return value.source === String(value.boolean) ? value.source : `${value.source} (which YAML reads as ${String(value.boolean)})`;
    case 'string':
    case 'unknown':
      return 'a string';
  }
}
