import type { Schema } from '../../../../schemas/schema.ts';
import type { Value } from '../yaml/value.ts';

/** How the server reads a value: see `Kind.decoder`. */
export type Decoder = 'go' | 'crd';

/**
 * What a schema has against a value.
 * - `unknown-field`: the object has no such field (`value` is the field; `schema` the object's).
 * - `missing-field`: `names` must be there (`value` is the object).
 * - `wrong-type`: not what the field holds. - `invalid-value`: the right type, but not an allowed value.
 * - `duplicate-item`: two items of a list with the same key fields.
 */
export interface SchemaProblem {
  readonly code: 'unknown-field' | 'missing-field' | 'wrong-type' | 'invalid-value' | 'duplicate-item';
  readonly value: Value;
  readonly schema: Schema;
  /** For people: what is expected or why the value is refused, a clause without a full stop. */
  readonly reason: string;
  /** For `invalid-value`: the word of the schema that refuses (`enum`, `maximum` …), or the name of the constraint. */
  readonly keyword?: string;
  /** For `invalid-value`: it is the value's key that is refused. */
  readonly ofKey?: boolean;
  /** For `missing-field`: the missing fields. */
  readonly names?: readonly string[];
  /** For `unknown-field`: the field that was almost surely meant. It does not count as missing as well. */
  readonly meant?: string;
  /** For `unknown-field`: the field beside it that has a field of this name, so that an indentation is missing. */
  readonly under?: string;
  /** For `duplicate-item`: the first item. */
  readonly other?: Value;
}

/** A scalar or map whose schema says what it means. */
export interface FieldSite {
  readonly value: Value;
  /** The part of `x-egress` before the colon. */
  readonly meaning: string;
  /** The part after it; empty where there is none. */
  readonly dialect: string;
  readonly schema: Schema;
}

type Meaning = Pick<FieldSite, 'meaning' | 'dialect'>;

const meanings = new Map<string, Meaning>();

/** The parts of a schema's `x-egress`; both empty where it has none. */
export function meaningOf(schema: Schema | undefined): Meaning {
  const text = schema?.['x-egress'] ?? '';
  let known = meanings.get(text);
  if (known === undefined) {
    const [meaning = '', dialect = ''] = text.split(':');
    known = { meaning, dialect };
    meanings.set(text, known);
  }
  return known;
}
