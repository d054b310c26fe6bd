// Several words in one sentence.

/** "a, b and c". What says how many more there are (`and 3 more`) brings its own `and`. */
export function enumerated(words: readonly string[]): string {
  return words.at(-1)?.startsWith('and ') === true ? words.join(', ') : joined(words, 'and');
}

/** "A, B or C". */
export function listed(words: readonly string[]): string {
  return joined(words, 'or');
}

/** "a, b and 3 more": at most so many, and how many are left. */
export function firstOf(words: readonly string[], limit: number): string {
  const more = words.length - limit;
  return `${words.slice(0, limit).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function joined(words: readonly string[], conjunction: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1) ?? ''}`;
}
