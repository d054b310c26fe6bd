import type { Span } from './span.ts';

/**
 * The spans of the YAML documents of a file, in order, together covering it.
 *
 * A `---` or `...` at the start of a line cannot stand inside a valid scalar, so cutting there is exact; where the text is
 * broken, it keeps the damage inside its document. Comments and directives before a `---` belong to the document after it.
 */
export function splitDocuments(text: string): readonly Span[] {
  const spans = splitFrom(text, 0, () => false);
  return spans.length === 0 ? [{ start: 0, end: 0 }] : spans;
}

/**
 * The spans of the documents from a place where one starts, as far as the first border that `isEnd` takes. What follows a
 * border does not depend on what stands before it.
 */
export function splitFrom(text: string, from: number, isEnd: (border: number) => boolean): readonly Span[] {
  const spans: Span[] = [];
  let start = from;
  let hasContent = false;
  for (let line = from; line < text.length; ) {
    const newline = text.indexOf('\n', line);
    const next = newline < 0 ? text.length : newline + 1;
    const marker = markerAt(text, line);
    const border = marker === '...' ? next : marker === '---' && hasContent ? line : undefined;
    if (border !== undefined) {
      spans.push({ start, end: border });
      start = border;
      if (isEnd(border)) return spans;
    }
    hasContent = marker === '---' || (marker === undefined && (hasContent || isContent(text, line, next)));
    line = next;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

function markerAt(text: string, at: number): '---' | '...' | undefined {
  const first = text.charCodeAt(at);
  if (first !== 0x2d && first !== 0x2e) return undefined;
  const marker = text.slice(at, at + 3);
  if (marker !== '---' && marker !== '...') return undefined;
  const after = text.charCodeAt(at + 3);
  return Number.isNaN(after) || after === 0x20 || after === 0x09 || after === 0x0a || after === 0x0d ? marker : undefined;
}

/** Whether a line holds something that belongs to a document's content, not a blank, a comment, a directive or a mark. */
function isContent(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0xfeff) continue;
    return code !== 0x23 && !(code === 0x25 && at === from);
  }
  return false;
}
