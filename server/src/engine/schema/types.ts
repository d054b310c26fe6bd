import type { Schema } from '../../../../schemas/schema.ts';
import type { Value } from '../yaml/value.ts';
import type { Decoder } from './problem.ts';

const names: Readonly<Record<string, string>> = {
  object: 'a map of fields', array: 'a list', string: 'a string', integer: 'a whole number', number: 'a number', boolean: 'true or false',
};

/** Why a value is not of the schema's type, as a clause ("must be a list, not a string"), or `undefined` where it is. */
export function typeProblem(value: Value, schema: Schema, decoder: Decoder): string | undefined {
  const wanted = schema['x-int-or-string'] === true ? intOrStringProblem(value) : plainTypeProblem(value, schema, decoder);
  if (wanted === undefined) return undefined;
  if (value.type === 'null') return `has no value and must be ${wanted}`;
  return `must be ${wanted}, not ${schema.type === 'object' && isWord(value) ? `"${value.source}"` : described(value)}`;
}

/** Whether a value is an unquoted word. Where fields are wanted it is mostly the first of them, half-typed: what YAML reads it as is beside the point. */
export function isWord(value: Value): boolean {
  return value.isPlain && (value.type === 'string' || value.type === 'boolean');
}

function intOrStringProblem(value: Value): string | undefined {
  const { number } = value;
  if (value.type === 'string') return undefined;
  if (number === undefined || !Number.isInteger(number)) return 'a whole number or a string';
  return within(number, int32) ? undefined : 'a number of 32 bits or a string';
}

function plainTypeProblem(value: Value, schema: Schema, decoder: Decoder): string | undefined {
  const expected = schema.type;
  if (expected === undefined) return undefined;
  if (!hasType(value, expected)) return names[expected] ?? expected;
  if (expected !== 'integer' || value.number === undefined) return undefined;
  const range = rangeOf(schema, decoder);
  return within(value.number, range) && !isJustBeyond(value) ? undefined : range.name;
}

/** Whether digits that are read as a limit of 64 bits, of which the upper one has no exact double, say a number beyond it. */
function isJustBeyond({ number = 0, source }: Value): boolean {
  return Math.abs(number) === 2 ** 63 && /^-?[1-9][0-9]*$/.test(source) && BigInt.asIntN(64, BigInt(source)) !== BigInt(source);
}

function hasType(value: Value, expected: NonNullable<Schema['type']>): boolean {
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
      return value.number !== undefined && Number.isInteger(value.number);
  }
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly name: string;
}

const int32: Range = { low: -(2 ** 31), high: 2 ** 31 - 1, name: 'a number of 32 bits (at most 2147483647)' };
const uint32: Range = { low: 0, high: 2 ** 32 - 1, name: 'a number of 32 bits without a sign (at most 4294967295)' };
const int64: Range = { low: -(2 ** 63), high: 2 ** 63, name: 'a number of 64 bits' };

/** What the field's type can hold: a Go type, or in a custom resource the format that its schema states. */
function rangeOf(schema: Schema, decoder: Decoder): Range {
  if (schema.format === 'int32') return int32;
  if (decoder === 'crd' || schema.format === 'int64') return int64;
  return schema.format === 'uint32' ? uint32 : int32;
}

function within(number: number, { low, high }: Range): boolean {
  return number >= low && number <= high;
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
      return readAs('the number ', value.source, String(value.number));
    case 'boolean':
      return readAs('', value.source, String(value.boolean));
    case 'string':
    case 'unknown':
      return 'a string';
  }
}

function readAs(what: string, written: string, read: string): string {
  return written === read ? `${what}${written}` : `${what}${written} (which YAML reads as ${read})`;
}
