import { isOfIstio } from './data/peer-codes.ts';
import { perResource } from './model/memo.ts';
import type { ParsedDocument } from './yaml/value.ts';
import type { Resource } from './model/resource.ts';
import type { Span } from './yaml/span.ts';
import { lineEnd, lineStart, nextLine } from './text/lines.ts';

/** The rule about comments that suppress nothing. Its findings are made where all findings of a document are known. */
export const unusedSuppressionId = 'unused-suppression';

/** A comment that silences rules. Spans are relative to the document. */
export interface Suppression {
  /** The comment, from its `#` to the end of the line. */
  readonly span: Span;
  /** Where it counts. */
  readonly reach: Span;
  /** The rules it names; empty means every rule. */
  readonly rules: readonly string[];
}

const directive = /#[ \t]*egress-lint-disable(-next-line|-line)?(?=\s|$)([^\n]*)/g;
const known = new WeakMap<ParsedDocument, readonly Suppression[]>();

/**
 * `# egress-lint-disable-next-line rule, rule -- reason`, `# egress-lint-disable-line …`, and `# egress-lint-disable …` for
 * the rest of the document.
 */
export function suppressionsOf(document: ParsedDocument): readonly Suppression[] {
  let found = known.get(document);
  if (found === undefined) {
    found = readSuppressions(document.text);
    known.set(document, found);
  }
  return found;
}

/**
 * Codes of `istioctl analyze` that a resource does not want to hear of, by its annotation. Istio compares them as they stand
 * between the commas, blanks included (`filterMessages` in `pkg/config/analysis/local`); `*` is all of them.
 */
const suppressedCodes = perResource(({ root }): readonly string[] => root.at('metadata', 'annotations', 'galley.istio.io/analyze-suppress').string?.split(',') ?? []);

/** Whether a resource's annotation silences a finding: it names every code by which `istioctl analyze` would say the same. */
export function isSuppressedByAnnotation(resource: Resource, codes: readonly string[]): boolean {
  const ofIstio = codes.filter(isOfIstio);
  if (ofIstio.length === 0) return false;
  const suppressed = suppressedCodes(resource);
  return suppressed.includes('*') || ofIstio.every((code) => suppressed.includes(code));
}

function readSuppressions(text: string): readonly Suppression[] {
  if (!text.includes('egress-lint-disable')) return [];
  return [...text.matchAll(directive)].filter((match) => startsComment(text, match.index)).map((match) => {
    const end = match.index + match[0].trimEnd().length;
    const rules = (match[2] ?? '').split(/\s--(?:\s|$)/, 1)[0]?.split(/[\s,]+/).filter((rule) => rule !== '') ?? [];
    return { span: { start: match.index, end }, reach: reachOf(text, match.index, match[1]), rules };
  });
}

/** A `#` opens a comment at the start of a line or after a blank. */
function startsComment(text: string, at: number): boolean {
  return at === 0 || /\s/.test(text.charAt(at - 1));
}

function reachOf(text: string, at: number, form: string | undefined): Span {
  if (form === undefined) return { start: at, end: text.length };
  if (form === '-line') return { start: lineStart(text, at), end: lineEnd(text, at) };
  const next = nextContentLine(text, nextLine(text, at));
  return { start: next, end: lineEnd(text, next) };
}

/** The next line that is not itself a comment, so that several directives may stand above one line. */
function nextContentLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && /^[ \t]*#/.test(text.slice(at, lineEnd(text, at)))) at = nextLine(text, at);
  return at;
}

/** What goes when the comment goes: its line where it has one to itself, else the blanks before it as well. */
export function removalOf({ span }: Suppression, text: string): Span {
  const start = lineStart(text, span.start);
  const before = text.slice(start, span.start);
  if (before.trim() !== '') return { start: start + before.trimEnd().length, end: span.end };
  return { start, end: nextLine(text, span.end) };
}
