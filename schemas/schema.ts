/**
 * The form of the files in this folder: structural JSON Schemas, one a kind, written here.
 *
 * Field names, types, enumerations, defaults and limits are facts of the upstream API (each file names its source in
 * SOURCES.md); every description is in our own words. Each object lists all its fields, so a path leads to one schema.
 *
 * The keywords with `x-` are ours. Other JSON-Schema tools ignore them.
 */
export interface Schema {
  /** `#/$defs/name` in the same file, or `common.json#/$defs/name`. Siblings that stand beside it (`description`, `default`, `x-…`) override the target's. */
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  /** One to three short sentences of Markdown: what the field does for egress traffic, what its absence means. */
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  /** Objects with known fields. They are always closed: `additionalProperties: false` is written for other tools. */
  readonly properties?: Readonly<Record<string, Schema>>;
  /** Names of fields that must be present and not null. */
  readonly required?: readonly string[];
  /** `false` beside `properties`; a schema for a map with free keys (labels, port maps); `true` where anything goes (status). */
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  /** What each value of `enum` means, in a sentence of Markdown: for hover and completion. */
  readonly 'x-words'?: Readonly<Record<string, string>>;
  /** What the server takes when the field is absent. */
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly format?: 'int32' | 'int64' | 'uint32' | 'double' | 'date-time' | 'byte';

  /** The server takes a string or a whole number here (`intstr`). `type` is absent. */
  readonly 'x-int-or-string'?: boolean;
  /** The server takes any JSON value here (`status`, preserved unknown fields): nothing below is checked. */
  readonly 'x-any'?: boolean;
  /** Go's decoder reads what is below, also in a custom resource (`metadata`): null is absence, wrong types fail while decoding. */
  readonly 'x-decoder-go'?: boolean;
  /** An explicit null is accepted by a CRD's schema: it says so, or has a default, which the server writes instead. (Built-in kinds take null for "absent" everywhere.) */
  readonly 'x-nullable'?: boolean;
  /** The fields that identify an item of this list (`listType: map`): two items equal in all of them are refused. */
  readonly 'x-list-map-keys'?: readonly string[];
  /** Items of this list must differ (`listType: set`). */
  readonly 'x-list-set'?: boolean;
  /** Of the fields of each group at most one may be present; the CRD's `oneOf` and CEL rules of that form. */
  readonly 'x-at-most-one'?: readonly (readonly string[])[];
  /** Of the fields of each group at least one must be present. */
  readonly 'x-at-least-one'?: readonly (readonly string[])[];
  /** Keys of this map: named checks from `server/src/engine/schema/constraints`. */
  readonly 'x-keys'?: readonly string[];
  /** Named checks of this value that JSON Schema has no word for (the CRD's CEL rules): `server/src/engine/schema/constraints`. */
  readonly 'x-constraints'?: readonly string[];
  /** The server reads the value but nothing follows from it any more: struck through, with the reason as text. */
  readonly 'x-deprecated'?: string;

  /**
   * What the scalar means, as `meaning` or `meaning:dialect`. This one word brings the rules, the hover and the completion
   * of that meaning. The meanings are the files of `server/src/engine/features/meanings/`.
   */
  readonly 'x-egress'?: string;
  /** The official page about the field, where it has one of its own; else the kind's page is used. */
  readonly 'x-docs'?: string;
}
