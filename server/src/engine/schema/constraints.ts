import type { Value } from '../yaml/value.ts';

/** One thing a named check has against a value. `at` where it is not the value itself. */
export interface Refused {
  readonly reason: string;
  readonly at?: Value;
}

/** Named checks of values (`x-constraints`): what CRDs say in CEL and JSON Schema has no word for. */
export const constraints: Readonly<Record<string, (value: Value) => readonly Refused[]>> = {};

/** Named checks of the keys of a map (`x-keys`): the reason why a key is refused. */
export const keyConstraints: Readonly<Record<string, (key: string) => string | undefined>> = {};
