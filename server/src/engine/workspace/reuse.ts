import type { DocumentEntry } from '../model/resource.ts';
import { splitFrom } from '../yaml/split.ts';
import type { Span } from '../yaml/span.ts';

/** A part of a file that holds one YAML document, and the document where it may be ours. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly entry?: DocumentEntry;
  /** It holds a document that cannot be ours. */
  readonly skipped: boolean;
}

/** How a text is made of its previous version. */
export interface Comparison {
  /** How many pieces from its start on are as they were. */
  readonly before: number;
  /** The documents that follow these and have to be looked at. */
  readonly between: readonly Span[];
  /** How many pieces at its end are as they were, moved by `shift`. */
  readonly after: number;
  readonly shift: number;
}

/**
 * Compares a text with its previous version, piece by piece from both ends, so that a keystroke in a file of thousands of
 * documents costs a comparison of memory and not a look at each line of them.
 */
export function compare(previous: { readonly text: string; readonly pieces: readonly Piece[] }, text: string): Comparison {
  const { pieces } = previous;
  const shift = text.length - previous.text.length;
  const isSame = ({ start, end }: Piece, by: number): boolean => previous.text.slice(start, end) === text.slice(start + by, end + by);

  const changed = pieces.findIndex((piece) => !isSame(piece, 0));
  // What follows a piece decides whether it ends there, and its last line may be the start of a longer one.
  const before = Math.max(0, (changed < 0 ? pieces.length : changed) - 2);
  const from = pieces[before]?.start ?? 0;
  const unlike = pieces.findLastIndex((piece) => piece.start + shift < from || !isSame(piece, shift));
  const borders = new Map(pieces.slice(unlike + 1).map(({ start }, index) => [start + shift, unlike + 1 + index]));
  const between = splitFrom(text, from, (border) => borders.has(border));
  const met = borders.get(between.at(-1)?.end ?? -1);
  return { before, between, after: met === undefined ? 0 : pieces.length - met, shift };
}
