import type { Value } from '../yaml/value.ts';

/** The string at a place, with its place; `text` is `undefined` where it is a placeholder or not a string. */
export interface Text {
  readonly value: Value;
  readonly text: string | undefined;
}

export function textAt(value: Value): Text {
  return { value, text: value.string };
}

/** The items of a list of strings. Items that are not strings are left out: they have a finding of their own. */
export function textsAt(list: Value): readonly Text[] {
  return list.items().filter((item) => item.type === 'string' || item.type === 'unknown').map(textAt);
}

/** A map of labels; `complete` is false where a key or value is not known. */
export interface Labels {
  readonly labels: ReadonlyMap<string, string>;
  readonly complete: boolean;
}

export function labelsAt(map: Value): Labels {
  const labels = new Map<string, string>();
  let complete = map.type !== 'unknown';
  for (const entry of map.entries()) {
    if (entry.string === undefined) complete = false;
    else labels.set(String(entry.step), entry.string);
  }
  return { labels, complete };
}
