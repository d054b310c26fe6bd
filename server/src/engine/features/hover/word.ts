// What a word of a closed list stands for: a protocol, or a value of an enumeration.
import { enumerationWords, protocolWords } from '../../fields/value-words.ts';
import type { Step } from '../../yaml/value.ts';
import type { FieldPlace } from '../locate.ts';
import { code } from '../markdown.ts';

export function describeProtocol({ value }: FieldPlace, dialect: string): string | undefined {
  const { string } = value;
  const words = string === undefined ? undefined : protocolWords(string, dialect);
  return string === undefined || words === undefined ? undefined : `**${code(string)}** — ${words}`;
}

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
