/** A range of UTF-16 offsets, `end` exclusive. Relative to the text of one YAML document unless a name says otherwise. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether two spans share at least one character, or one is empty and lies in or at the edge of the other. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The same span, `offset` characters further on. */
export function shift(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}
