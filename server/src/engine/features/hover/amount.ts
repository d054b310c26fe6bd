// Weights as shares, and durations in words.
import type { Value } from '../../yaml/value.ts';
import { code } from '../markdown.ts';

/** The share that a weight is of all weights beside it. */
export function describeWeight(value: Value): string | undefined {
  const { number, parent } = value;
  const others = parent?.parent?.items() ?? [];
  const weights = others.map((one) => one.at('weight')).filter((one) => one.exists).map((one) => one.number);
  if (number === undefined || others.length < 2 || weights.some((one) => one === undefined)) return undefined;
  const total = weights.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return total <= 0 ? undefined : `**${number} of ${total}** — ${Math.round((number / total) * 1000) / 10} % of the traffic.`;
}

const units: readonly (readonly [RegExp, string])[] = [
  [/^([\d.]+)h/, 'hour'], [/^([\d.]+)ms/, 'millisecond'], [/^([\d.]+)m/, 'minute'], [/^([\d.]+)s/, 'second'], [/^([\d.]+)us/, 'microsecond'], [/^([\d.]+)ns/, 'nanosecond'],
];

/** A Go duration in words: `1h30m` is 1 hour 30 minutes. */
export function describeDuration({ string }: Value): string | undefined {
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
