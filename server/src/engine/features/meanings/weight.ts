// The weight of a route among those beside it.
import type { FieldPlace } from '../locate.ts';
import type { Meaning } from './meaning.ts';

export const weight: Meaning = { describe };

/** The share that a weight is of all weights beside it. */
function describe({ value }: FieldPlace): string | undefined {
  const { number, parent } = value;
  const others = parent?.parent?.items() ?? [];
  const weights = others.map((one) => one.at('weight')).filter((one) => one.exists).map((one) => one.number);
  if (number === undefined || others.length < 2 || weights.some((one) => one === undefined)) return undefined;
  const total = weights.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return total <= 0 ? undefined : `**${number} of ${total}** — ${Math.round((number / total) * 1000) / 10} % of the traffic.`;
}
