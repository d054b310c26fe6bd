import type { Schema } from '../../../../schemas/schema.ts';
import type { ValueType } from '../yaml/value.ts';
import { fieldSchema } from './resolve.ts';

/** A value of such a type is of the schema's type, whatever it is. */
const sureTypes: Partial<Record<NonNullable<Schema['type']>, ValueType>> = { object: 'map', array: 'list', boolean: 'boolean', string: 'string' };

const limits = ['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'maxProperties', 'format', 'x-keys'] as const;
const wholes = ['x-at-most-one', 'x-at-least-one', 'x-list-map-keys', 'x-list-set', 'x-constraints'] as const;

const plans = new WeakMap<Schema, Plan>();

/** What a walk asks of a schema, read out of it once: of some thirty keywords nearly all are absent, and a walk passes millions of values. */
export class Plan {
  readonly schema: Schema;
  /** Anything may stand here. */
  readonly isOpen: boolean;
  /** A null is a value. */
  readonly takesNull: boolean;
  /** Go's decoder reads what is below. */
  readonly isReadByGo: boolean;
  /** The value means something to somebody. */
  readonly isMeant: boolean;
  /** Fields of any name are taken as they are. */
  readonly takesAnyField: boolean;
  readonly required: readonly string[] | undefined;
  /** The type of value that needs no closer look to be of the right type. */
  readonly sureType: ValueType | undefined;
  /** Some right values are refused each for itself. */
  readonly hasLimits: boolean;
  /** Some are refused for what stands in them together. */
  readonly judgesWhole: boolean;
  readonly #fields = new Map<string, Plan | undefined>();
  #items: Plan | undefined;

  private constructor(schema: Schema) {
    this.schema = schema;
    this.isOpen = schema['x-any'] === true;
    this.takesNull = schema['x-nullable'] === true;
    this.isReadByGo = schema['x-decoder-go'] === true;
    this.isMeant = schema['x-egress'] !== undefined && !this.isOpen;
    this.takesAnyField = schema.additionalProperties === true;
    this.required = schema.required;
    this.sureType = schema.type === undefined || schema['x-int-or-string'] === true ? undefined : sureTypes[schema.type];
    this.hasLimits = limits.some((keyword) => schema[keyword] !== undefined);
    this.judgesWhole = wholes.some((keyword) => schema[keyword] !== undefined);
  }

  static of(schema: Schema): Plan {
    let plan = plans.get(schema);
    if (plan === undefined) plans.set(schema, (plan = new Plan(schema)));
    return plan;
  }

  /** That of a field, named or free; `undefined` where there is no such field. */
  field(name: string): Plan | undefined {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    const below = fieldSchema(this.schema, name);
    if (below === undefined) return undefined;
    const plan = Plan.of(below);
    // Free names are without end.
    if (this.schema.properties?.[name] !== undefined) this.#fields.set(name, plan);
    return plan;
  }

  get items(): Plan | undefined {
    if (this.#items === undefined && this.schema.items !== undefined) this.#items = Plan.of(this.schema.items);
    return this.#items;
  }
}
