// A duration as Go writes it.
import type { FieldPlace } from '../locate.ts';
import { code } from '../markdown.ts';
import type { Meaning } from './meaning.ts';

export const duration: Meaning = { describe };

const units: readonly (readonly [RegExp, string])[] = [
  [/^([\d.]+)h/, 'hour'], [/^([\d.]+)ms/, 'millisecond'], [/^([\d.]+)m/, 'minute'], [/^([\d.]+)s/, 'second'], [/^([\d.]+)us/, 'microsecond'], [/^([\d.]+)ns/, 'nanosecond'],
];

/** A Go duration in words: `1h30m` is 1 hour 30 minutes. */
function describe({ value: { string } }: FieldPlace): string | undefined {
  if (string === undefined || string === '') return undefined;
  const words: string[] = [];
  let rest = string;
  while (rest !== '') {
    const unit = units.find(([form]) => form.test(rest));
    const amount = unit?.[0].exec(rest)?.[1];
    if (unit === undefined || amount === undefined || Number.isNaN(Number(amount))) return undefined;
    words.push(`${Number(amount)} ${unit[1]}${Number(amount) === 1 ? '' : 's'}`);
    rest = rest.replace(unit[0], '');
  }
  return `**${code(string)}** — ${words.join(' ')}`;
}
