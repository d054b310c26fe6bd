// What a value of an enumeration stands for.
import { enumerationWords } from '../../fields/value-words.ts';
import type { Step } from '../../yaml/value.ts';
import type { FieldPlace } from '../locate.ts';
import { code } from '../markdown.ts';

export function describeEnumeration({ value, path }: FieldPlace): string | undefined {
  const { string } = value;
  if (string === undefined) return undefined;
  const words = wordsAt(path, string);
  return words === undefined ? undefined : `**${code(string)}** — ${words}`;
}

/** What a value means in the enumeration that stands at a path. */
export function wordsAt(path: readonly Step[], value: string): string | undefined {
  const names = path.filter((step) => typeof step === 'string');
  return enumerationWords(names[names.length - 2] ?? '', names[names.length - 1] ?? '', value);
}
