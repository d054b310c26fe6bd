/**
 * The one candidate that a misspelt word was almost surely meant to be: the same but for case, or at most a third of its
 * letters away (Damerau–Levenshtein: a swap of neighbours is one step). `undefined` where two are equally near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  let tied = false;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) >= bestDistance + 1) continue;
    const distance = candidate.toLowerCase() === word.toLowerCase() ? 0 : editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
      tied = false;
    } else if (distance === bestDistance) {
      tied = true;
    }
  }
  return tied || bestDistance > limit ? undefined : best;
}

/**
 * The same for names that people choose. Of two names with parts in common, such as `asm-egressgateway` and `istio-egressgateway`,
 * those that differ decide; names that differ in numbers alone (`v1`, `v2`) are two names, and so are long ones three slips apart.
 */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  return nearest(name, [...names].filter((other) => mayBeSlip(name, other)));
}

function mayBeSlip(name: string, other: string): boolean {
  if (name.toLowerCase() === other.toLowerCase()) return true;
  if (Math.abs(name.length - other.length) > mostSlips || differInNumbersOnly(name, other)) return false;
  if (editDistance(name, other) > mostSlips) return false;
  const [parts, otherParts] = withoutSharedParts(name.split(/[-._]/), other.split(/[-._]/));
  return parts.length !== otherParts.length || parts.every((part, index) => areNear(part, otherParts[index] ?? ''));
}

/** `v1` and `v2` are two things, and no slip. */
export function differInNumbersOnly(name: string, other: string): boolean {
  return /\d/.test(name) && name.replaceAll(/\d+/g, '#') === other.replaceAll(/\d+/g, '#');
}

/** `api` and `app` are two words. */
function areNear(part: string, other: string): boolean {
  return editDistance(part, other) <= Math.floor(Math.max(part.length, other.length) / lettersASlip);
}

/** Who makes more slips in one name means another. */
const mostSlips = 2;
const lettersASlip = 4;

function withoutSharedParts(a: readonly string[], b: readonly string[]): readonly [readonly string[], readonly string[]] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const least = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(isSwap(from, i, to, j) ? Math.min(least, (before[j - 2] ?? 0) + 1) : least);
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}

function isSwap(from: string, i: number, to: string, j: number): boolean {
  return i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
}
