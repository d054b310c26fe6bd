import type { Schema } from '../../../../schemas/schema.ts';
import type { Value } from '../yaml/value.ts';
import { listed } from '../text/words.ts';

/** Why a value is refused, as a clause ("must be at least 1"), and by which word of the schema. */
export interface Refusal {
  readonly reason: string;
  readonly keyword: string;
}

/** Why the JSON-Schema limits refuse a value of the right type, or `undefined`. One reason is enough. */
export function limitProblem(value: Value, schema: Schema): Refusal | undefined {
  const { string, number } = value;
  if (string !== undefined) return enumProblem(string, schema) ?? lengthProblem(string, schema) ?? formProblem(string, schema);
  return number === undefined ? sizeProblem(value, schema) : numberProblem(number, schema);
}

function numberProblem(number: number, { minimum, maximum }: Schema): Refusal | undefined {
  const within = minimum !== undefined && maximum !== undefined ? `must be from ${minimum} to ${maximum}` : undefined;
  if (minimum !== undefined && number < minimum) return { keyword: 'minimum', reason: within ?? `must be at least ${minimum}` };
  if (maximum !== undefined && number > maximum) return { keyword: 'maximum', reason: within ?? `must be at most ${maximum}` };
  return undefined;
}

function enumProblem(text: string, schema: Schema): Refusal | undefined {
  if (schema.enum === undefined || schema.enum.includes(text)) return undefined;
  return { keyword: 'enum', reason: `must be ${listed(schema.enum.filter((word) => word !== ''))}` };
}

/** Go reads a list item without a value as the empty text, which an enumeration mostly does not have. */
export function emptyItemProblem({ step }: Value, schema: Schema): Refusal | undefined {
  return typeof step === 'number' && schema.type === 'string' ? enumProblem('', schema) : undefined;
}

function lengthProblem(text: string, { minLength, maxLength }: Schema): Refusal | undefined {
  if (minLength === undefined && maxLength === undefined) return undefined;
  const length = Array.from(text).length;
  if (minLength !== undefined && length < minLength) return { keyword: 'minLength', reason: minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters` };
  if (maxLength === 0 && length > 0) return { keyword: 'maxLength', reason: 'must be left out or empty' };
  if (maxLength !== undefined && length > maxLength) return { keyword: 'maxLength', reason: `must have at most ${maxLength} characters, not ${length}` };
  return undefined;
}

/** What Go's `time.Parse(time.RFC3339, …)` takes. */
const rfc3339 = /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const patterns = new Map<string, RegExp>();

function formProblem(text: string, { pattern, format }: Schema): Refusal | undefined {
  if (format === 'date-time' && !rfc3339.test(text)) return { keyword: 'format', reason: 'must be a time such as 2026-01-31T12:00:00Z' };
  if (pattern === undefined) return undefined;
  let expression = patterns.get(pattern);
  if (expression === undefined) patterns.set(pattern, (expression = new RegExp(pattern, 'u')));
  return expression.test(text) ? undefined : { keyword: 'pattern', reason: `must match ${pattern}` };
}

function sizeProblem(value: Value, schema: Schema): Refusal | undefined {
  if (value.type === 'list') {
    const { length } = value.items();
    if (schema.minItems !== undefined && length < schema.minItems) return { keyword: 'minItems', reason: schema.minItems === 1 ? 'must not be empty' : `must have at least ${schema.minItems} items` };
    if (schema.maxItems !== undefined && length > schema.maxItems) return { keyword: 'maxItems', reason: `must have at most ${schema.maxItems} items, not ${length}` };
  }
  if (value.type === 'map' && schema.maxProperties !== undefined && value.entries().length > schema.maxProperties) {
    return { keyword: 'maxProperties', reason: `must have at most ${schema.maxProperties} entries, not ${value.entries().length}` };
  }
  return undefined;
}

/** Why the fields of an object may not stand together, or `undefined`. */
export function togetherProblem(value: Value, schema: Schema): Refusal | undefined {
  if (value.type !== 'map') return undefined;
  for (const group of schema['x-at-most-one'] ?? []) {
    const present = group.filter((name) => value.at(name).exists);
    if (present.length > 1) return { keyword: 'x-at-most-one', reason: `may have only one of ${present.join(' and ')}` };
  }
  if (value.hasUnknownEntries) return undefined;
  for (const group of schema['x-at-least-one'] ?? []) {
    if (!group.some((name) => value.at(name).exists)) return { keyword: 'x-at-least-one', reason: `must have ${listed(group)}` };
  }
  return undefined;
}
