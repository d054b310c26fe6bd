import { dictionary } from '../text/dictionary.ts';
import type { Value } from '../yaml/value.ts';

/** One thing a named check has against a value. `at` where it is not the value itself. */
export interface Refused {
  /** A clause without a full stop: "must …". */
  readonly reason: string;
  readonly at?: Value;
}

export type Check = (value: Value) => readonly Refused[];

/** A check of a string whose value is known: the reason why it is refused. */
export function ofText(reasonFor: (text: string) => string | undefined): Check {
  return (value) => {
    const reason = value.string === undefined ? undefined : reasonFor(value.string);
    return reason === undefined ? [] : [{ reason }];
  };
}

/** Whether a field says nothing: it is not written, or null, for which the server takes what it takes where the field is absent. */
export function isUnset({ exists, type }: Value): boolean {
  return !exists || type === 'null';
}

/** A text that counts as `fallback` where it is absent; `undefined` where it is not known. */
export function textOr(value: Value, fallback: string): string | undefined {
  return isUnset(value) ? fallback : value.string;
}

/** Whether a field is certainly absent. */
export function lacks(map: Value, name: string): boolean {
  return map.type === 'map' && !map.hasUnknownEntries && isUnset(map.at(name));
}

/** The items of a list that repeat an earlier one by what `keyOf` gives; without a key an item equals none. */
export function repeatsIn(list: Value, keyOf: (item: Value) => string | undefined): readonly Value[] {
  const seen = new Set<string>();
  return list.items().filter((item) => {
    const key = keyOf(item);
    if (key === undefined || !seen.has(key)) {
      if (key !== undefined) seen.add(key);
      return false;
    }
    return true;
  });
}

/** An object of which `tag` says which one of its fields counts: that one has to be there, and none of the others. */
export function tagged(tag: string, fields: Readonly<Record<string, string>>): Check {
  const words = dictionary(fields);
  return (value) => {
    const at = value.at(tag);
    const wanted = words[at.string ?? ''];
    if (at.string === undefined || wanted === undefined) return [];
    const others = Object.values(fields).filter((name) => name !== wanted && value.at(name).exists);
    const [other] = others;
    // One mistake: the word does not fit what is written beside it.
    if (lacks(value, wanted)) return [{ at, reason: `is ${at.string}, which needs ${wanted} beside it${other === undefined ? '' : `, not ${other}`}` }];
    return others.map((name) => ({ at: value.at(name), reason: `must be left out where ${tag} is ${at.string ?? ''}` }));
  };
}
