// Values that a field may have.
import type { Schema } from '../../../../../schemas/schema.ts';
import { meaningOf } from '../../schema/problem.ts';
import type { Step, Value } from '../../yaml/value.ts';
import { meanings } from '../meanings/index.ts';
import { sortKey } from './candidate.ts';
import type { Candidate, Slot } from './candidate.ts';

/** What a value may be, by its schema and by what the workspace holds. Items that a list has already are left out. */
export function valueCandidates(slot: Slot, schemas: readonly Schema[], path: readonly Step[]): readonly Candidate[] {
  const schema = schemas[schemas.length - 1];
  if (schema === undefined) return [];
  const present = siblings(slot.cursor.at, path);
  return [...meant(slot, schema), ...words(schema)].filter((one, index, all) => !present.has(one.text) && all.findIndex((other) => other.text === one.text) === index);
}

/** The other items of the list that the value is written into. */
function siblings(at: Value, path: readonly Step[]): ReadonlySet<unknown> {
  if (typeof path[path.length - 1] !== 'number') return new Set();
  const list = typeof at.step === 'number' ? at.parent : at;
  return new Set(list?.items().filter((item) => item !== at).map((item) => item.scalar));
}

function words(schema: Schema): readonly Candidate[] {
  if (schema.type === 'boolean') {
    return ['true', 'false'].map((text, index) => ({ text, bare: true, sort: sortKey(0, index), ...(String(schema.default) === text ? { detail: 'default' } : {}) }));
  }
  return (schema.enum ?? []).filter((text) => text !== '').map((text, index) => {
    const documentation = schema['x-words']?.[text];
    return { text, sort: sortKey(1, index), ...(schema.default === text ? { detail: 'default' } : {}), ...(documentation === undefined ? {} : { documentation }) };
  });
}

function meant(slot: Slot, schema: Schema): readonly Candidate[] {
  const { meaning, dialect } = meaningOf(schema);
  return meanings[meaning]?.propose?.(slot, dialect, schema) ?? [];
}
