import type { Schema } from '../../../../schemas/schema.ts';
import type { Value } from '../yaml/value.ts';

/** How the server reads a value: see `Kind.decoder`. */
export type Decoder = 'go' | 'crd';

/**
 * What a schema has against a value.
 * - `unknown-field`: the object has no such field (`value` is the field; `schema` the object's).
 * - `missing-field`: `name` must be there (`value` is the object).
 * - `wrong-type`: not what the field holds. - `invalid-value`: the right type, but not an allowed value.
 * - `duplicate-item`: two items of a list with the same key fields.
 */
export interface SchemaProblem {
  readonly code: 'unknown-field' | 'missing-field' | 'wrong-type' | 'invalid-value' | 'duplicate-item';
  readonly value: Value;
  readonly schema: Schema;
  /** The missing field's name. */
  readonly name?: string;
  /** For people: what is expected or why the value is refused, a clause without a full stop. */
  readonly reason: string;
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
