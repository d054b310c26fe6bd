/**
 * A table that is asked with words from files. It knows its own words and no others; a plain object would know `constructor` and
 * `toString` as well.
 */
export function dictionary<Entry>(entries: Readonly<Record<string, Entry>>): Readonly<Record<string, Entry>> {
  return Object.assign(Object.create(null) as Record<string, Entry>, entries);
}
