/**
 * The text with the flow collection that starts at an offset written on one line, character for character: line breaks and
 * comments in it become blanks. `undefined` where it has only one line or no end.
 *
 * Kubernetes does not care how lines within brackets are indented; the parser here wants them deeper than their key.
 */
export function joinFlowLines(text: string, start: number): string | undefined {
  const joined: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && --depth === 0) return joined.length === 0 ? undefined : text.slice(0, start) + joined.join('') + text.slice(from);
    const skipped = skip(text, at, character);
    if (skipped === undefined) continue;
    if (skipped.isBlank) {
      joined.push(text.slice(from, at), ' '.repeat(skipped.end - at));
      from = skipped.end;
    }
    at = skipped.end - 1;
  }
  return undefined;
}

/** A run of characters without structure: quoted text stays, line breaks and comments go. */
function skip(text: string, at: number, character: string): { readonly end: number; readonly isBlank: boolean } | undefined {
  if (character === '\n' || character === '\r') return { end: at + 1, isBlank: true };
  const before = text.charAt(at - 1);
  if (character === '#' && /\s/.test(before)) return { end: endOfLine(text, at), isBlank: true };
  if ((character === '"' || character === "'") && /[\s[{,:]/.test(before)) return { end: endOfQuote(text, at, character), isBlank: false };
  return undefined;
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

/** Where a text in quotes ends: behind the closing one, or at the end of all. */
export function endOfQuote(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && quote === '"') at++;
    else if (character === quote && text.charAt(at + 1) === quote && quote === "'") at++;
    else if (character === quote) return at + 1;
  }
  return text.length;
}
