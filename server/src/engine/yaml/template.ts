import type { Span } from './span.ts';
import { lineEnd, lineStart } from '../text/lines.ts';

/** Stands for the characters of a template action, one for one, so that every offset stays what it was. */
export const filler = '\uE000';

export interface Masked {
  /** The text with every action replaced by fillers of the same length, or, where it has a line to itself, by a comment. */
  readonly text: string;
  /** Whether an action stands where it makes up the structure (outside quotes and comments), as in a Helm chart. */
  readonly structural: boolean;
}

const action = /\{\{(?:[^}]|\}(?!\}))*(?:\}\}|$)/g;

/** ytt writes its code in comments, as lines of their own (`#@ if on:`) and as values (`port: #@ data.values.port`). */
const yttCode = /(?:^|[:-])[ ]*#@ /m;
const yttValue = /([:-][ ]+)(#@ [^\r\n]*)/g;

/** Hides the actions of a Go or Jinja-like template (`{{ … }}`), and the code of ytt, from the YAML parser. Text without any comes back as it is. */
export function maskTemplate(text: string): Masked {
  if (!text.includes('{{')) return yttCode.test(text) ? { text: text.replace(yttValue, fillCode), structural: true } : { text, structural: false };
  let structural = false;
  const masked = text.replace(action, (found: string, at: number) => {
    const before = text.slice(lineStart(text, at), at);
    const inside = insideQuotesOrComment(before);
    // Braces that nothing closes are two characters of a text.
    if (inside && !found.endsWith('}}')) return found;
    if (!inside) structural = true;
    if (before.trim() === '' && restOfLine(text, { start: at, end: at + found.length }).trim() === '') return blank(found);
    // Line ends stay, so that every line is as long as it was.
    return found.replace(/[^\r\n]/g, filler);
  });
  return { text: masked, structural };
}

function fillCode(_: string, before: string, code: string): string {
  return before + filler.repeat(code.length);
}

/** The text with every `${VAR}` replaced by fillers of the same length. */
export function maskVariables(text: string): string {
  return text.replace(/\$\{[^{}\n]*\}/g, (found) => filler.repeat(found.length));
}

function insideQuotesOrComment(before: string): boolean {
  if (/(?:^|\s)#/.test(before)) return true;
  const count = (mark: string): number => before.split(mark).length - 1;
  return count('"') % 2 === 1 || count("'") % 2 === 1;
}

function restOfLine(text: string, span: Span): string {
  return text.slice(span.end, lineEnd(text, span.end));
}

function blank(found: string): string {
  return found.split('\n').map((line, index) => (index === 0 ? '#' + ' '.repeat(Math.max(0, line.length - 1)) : line.replace(/[^\r]/g, ' '))).join('\n');
}
