// Text on a terminal: what must not reach it, and how much room a character takes.

// eslint-disable-next-line no-control-regex -- these are the characters that are meant
const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Replaces what would steer the terminal or turn text round, so that a manifest cannot write what it likes on the screen. */
export function harmless(text: string): string {
  return text.replace(unsafe, '\uFFFD');
}

/** A value as JSON in one line. What JSON lets stand and `harmless` does not is written as an escape, which means the same. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const tabWidth = 2;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u;

/** A character as it is shown. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** Where it starts in the line, in UTF-16 units. */
  readonly start: number;
}

export function cellsOf(line: string): readonly Cell[] {
  // Nearly every line is ASCII, where characters need not be looked for.
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  const characters = /^[\u0000-\u007f]*$/.test(line) ? Array.from(line, (text, index) => ({ segment: text, index })) : segmenter.segment(line);
  return Array.from(characters, ({ segment, index }) => {
    if (segment === '\t') return { text: ' '.repeat(tabWidth), width: tabWidth, start: index };
    return { text: harmless(segment), width: wide.test(segment) ? 2 : 1, start: index };
  });
}
