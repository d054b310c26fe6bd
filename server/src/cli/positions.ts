/** Places in a text as people and tools count them: lines and columns from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Positions {
  place(offset: number): Place;
  /** A line without its break; empty outside the text. */
  lineText(line: number): string;
  readonly lines: number;
}

const lineBreak = /\r\n|\n|\r/g;

/**
 * Lines end where the language server protocol says: at `\n`, `\r\n` and a lone `\r`. An offset within a break belongs to
 * the end of the line before it.
 */
export function createPositions(text: string): Positions {
  const starts = [0];
  const ends: number[] = [];
  for (const { index, 0: found } of text.matchAll(lineBreak)) {
    ends.push(index);
    starts.push(index + found.length);
  }
  ends.push(text.length);
  return {
    lines: starts.length,
    place(offset) {
      const line = lastAtMost(starts, offset);
      return { line: line + 1, column: Math.min(offset, ends[line] ?? offset) - (starts[line] ?? 0) + 1 };
    },
    lineText: (line) => text.slice(starts[line - 1] ?? text.length, ends[line - 1] ?? text.length),
  };
}

/** Index of the last number that is not above `limit`, in numbers that rise. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
