import type { Schema } from '../../../../schemas/schema.ts';
import type { Value } from '../yaml/value.ts';

interface Refusal {
  readonly reason: string;
}

/** Why the JSON-Schema limits refuse a value of the right type, as a clause, or `undefined`. One reason is enough. */
export function limitProblem(value: Value, schema: Schema): Refusal | undefined {
  const reason = scalarReason(value, schema) ?? sizeReason(value, schema) ?? togetherReason(value, schema);
  return reason === undefined ? undefined : { reason };
}

function scalarReason(value: Value, schema: Schema): string | undefined {
  const { string, number } = value;
  if (string !== undefined) return enumReason(string, schema) ?? stringReason(string, schema);
  if (number === undefined) return undefined;
  if (schema.minimum !== undefined && number < schema.minimum) return `must be at least ${schema.minimum}`;
  if (schema.maximum !== undefined && number > schema.maximum) return `must be at most ${schema.maximum}`;
  return undefined;
}

function enumReason(text: string, schema: Schema): string | undefined {
  if (schema.enum === undefined || schema.enum.includes(text)) return undefined;
  return `must be ${listed(schema.enum)}`;
}

function stringReason(text: string, schema: Schema): string | undefined {
  const length = Array.from(text).length;
  if (schema.minLength !== undefined && length < schema.minLength) return schema.minLength === 1 ? 'must not be empty' : `must have at least ${schema.minLength} characters`;
  if (schema.maxLength !== undefined && length > schema.maxLength) return `must have at most ${schema.maxLength} characters`;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(text)) return `must match ${schema.pattern}`;
  return undefined;
}

function sizeReason(value: Value, schema: Schema): string | undefined {
  if (value.type === 'list') {
    const { length } = value.items();
    if (schema.minItems !== undefined && length < schema.minItems) return schema.minItems === 1 ? 'must not be empty' : `must have at least ${schema.minItems} items`;
    if (schema.maxItems !== undefined && length > schema.maxItems) return `must have at most ${schema.maxItems} items`;
  }
  if (value.type === 'map' && schema.maxProperties !== undefined && value.entries().length > schema.maxProperties) return `must have at most ${schema.maxProperties} entries`;
  return undefined;
}

function togetherReason(value: Value, schema: Schema): string | undefined {
  if (value.type !== 'map') return undefined;
  for (const group of schema['x-at-most-one'] ?? []) {
    const present = group.filter((name) => value.at(name).exists);
    if (present.length > 1) return `may have only one of ${present.join(' and ')}`;
  }
  for (const group of schema['x-at-least-one'] ?? []) {
    if (!group.some((name) => value.at(name).exists)) return `must have ${group.join(' or ')}`;
  }
  return undefined;
}

/** "A, B or C". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1] ?? ''}`;
}
