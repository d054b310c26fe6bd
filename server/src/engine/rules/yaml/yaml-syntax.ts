import type { Fix } from '../../model/finding.ts';
import type { Span } from '../../yaml/span.ts';
import type { SyntaxProblem } from '../../yaml/value.ts';
import { documentRule } from '../define.ts';
import { lineEnd, lineStart } from '../../text/lines.ts';

/** A text with more mistakes than this is hardly meant to be YAML. */
const causeLimit = 5;

export const yamlSyntax = documentRule({
  id: 'yaml-syntax',
  title: 'Not valid YAML',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `The text cannot be read as YAML, so nothing of the document reaches the cluster: \`kubectl\` refuses the file.

Kubernetes reads YAML 1.1 by a parser of its own, which refuses some text that others take: a plain value with \`?\` inside brackets, an alias whose anchor is not there, a tab on an otherwise empty line, control characters.

Each cause is reported once, where the reader first stumbles over it; the mistake is there or in the line before. In files that are templates (\`{{ … }}\`) the rule is silent, because they are not YAML before they are rendered.

**Do:** mend the indentation, quote or bracket at the marked place.`,
  check(document, report) {
    if (document.templated) return;
    // Where the text is damaged, what else is odd about it is mostly a consequence.
    const own = document.problems.length > 0 ? [] : document.refused.filter(({ code }) => code !== 'GO_FLOW_COLON');
    for (const problem of [...causes(document.problems), ...own]) {
      const fix = quoting(problem);
      report({
        span: visible(placeOf(problem, document.text), document.text), admission: 'rejected', message: messageOf(problem),
        ...(fix === undefined ? {} : { fixes: () => [fix] }),
      });
    }
  },
});

const missingColon = 'Implicit map keys';
/** What the parser says of a line whose indentation is neither that of its siblings nor of their children. */
const misaligned = /^(?:All (?:mapping|sequence) items must start|Sequence item without)/;

/** The first problem, and those behind it that are not its consequence: after damage, lines without a colon are mostly that. */
function causes(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const sorted = [...problems].sort((a, b) => a.span.start - b.span.start);
  const first = sorted[0];
  const isHard = first !== undefined && !first.message.startsWith(missingColon);
  const isTab = first?.code === 'TAB_AS_INDENT';
  const isConsequence = ({ code, message }: SyntaxProblem): boolean =>
    code === 'UNEXPECTED_TOKEN' || code === 'MULTILINE_IMPLICIT_KEY' || (isHard && message.startsWith(missingColon)) || (isTab && (code === 'BLOCK_AS_IMPLICIT_KEY' || misaligned.test(message)));
  return sorted.filter((problem, index) => index === 0 || !isConsequence(problem)).slice(0, causeLimit);
}

const explanations: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'YAML does not allow tabs as indentation. Use spaces.',
  BLOCK_AS_IMPLICIT_KEY: 'This line is not indented like the keys around it, or the line before has a value already. Align it with its siblings.',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line, followed by a colon.',
  BAD_SCALAR_START: 'A plain value cannot start with this character. Put the value in quotes.',
  BAD_INDENT: 'This bracket is not closed, or what is inside is not indented enough.',
  BAD_ALIAS: 'A plain value that starts with * is an alias, and this is not the name of one. Put the value in quotes.',
  GO_FLOW_QUESTION: 'Kubernetes cannot read a plain value with a question mark in brackets. Put the value in quotes.',
  GO_TAB_LINE: 'Kubernetes refuses a tab where indentation is expected, even on a line that is otherwise empty. Delete the tab.',
  GO_FLOW_SPACE: 'Kubernetes wants a blank between this colon and the bracket. Add one.',
  GO_KEY: 'A key must be text; a map or list in its place cannot be read. If this is text in brackets, put it in quotes.',
  GO_TAG: 'The tag in front of this value names another type than the value has, so Kubernetes cannot read it. Delete the tag.',
  GO_NULL_KEY: 'A key without a text (null) cannot be read by Kubernetes. If the word is meant, put it in quotes.',
  GO_ESCAPE: 'Kubernetes does not know the escape \\/ in YAML. Write the slash alone.',
  GO_MERGE: 'Only maps can be merged with <<.',
};

function messageOf({ code, message }: SyntaxProblem): string {
  if (code === 'TOO_DEEP' || message.includes('call stack')) return 'This is nested more deeply than can be read: nothing of the document is checked.';
  if (code === 'MISSING_CHAR' && message.startsWith(missingColon)) return 'This key has no colon and value. Write `key: value`, or indent the line so that it continues the value above.';
  if (code === 'MISSING_CHAR' && message.includes('quote')) return 'The closing quote is missing.';
  if (misaligned.test(message)) return 'This line is not indented like the keys or items around it. Align it with its siblings.';
  if (code === 'GO_ANCHOR_UNKNOWN') return `There is no anchor &${message} above this alias. If the value is no alias but text, put it in quotes.`;
  if (code === 'GO_CONTROL') return `The character ${message} is not allowed in YAML, and it cannot be seen. Delete it.`;
  if (code === 'GO_DIRECTIVE') return `Kubernetes does not know the directive ${message}. Delete the line.`;
  const explained = explanations[code];
  return explained ?? `Not valid YAML: ${message.replace(/ at line \d+.*$/s, '').trim()}.`;
}

function quoting({ code, span, message }: SyntaxProblem): Fix | undefined {
  if (code === 'GO_FLOW_SPACE') return { title: 'Add a blank', preferred: true, edits: [{ span: { start: span.end, end: span.end }, newText: ' ' }] };
  if (code === 'GO_ESCAPE') return { title: 'Delete the backslash', preferred: true, edits: [{ span: { start: span.start, end: span.start + 1 }, newText: '' }] };
  if (code !== 'GO_FLOW_QUESTION') return undefined;
  const quoted = JSON.stringify(message);
  return { title: `Write ${quoted}`, preferred: true, edits: [{ span, newText: quoted }] };
}

/** A line that is indented too far makes the value above go on; it is that line which is wrong. */
function placeOf({ code, span, message }: SyntaxProblem, text: string): Span {
  if (misaligned.test(message)) return nextContent(text, span.start);
  if (code !== 'BLOCK_AS_IMPLICIT_KEY') return span;
  const newline = text.indexOf('\n', span.start);
  const next = newline < 0 ? null : /^(?:[ \t]*(?:#.*)?\r?\n)*( *)(\S[^\r\n]*)/.exec(text.slice(newline + 1));
  if (next === null || newline < 0) return { start: span.start, end: text.length };
  const [whole, indent = '', content = ''] = next;
  const own = /^(?: |-(?= ))*/.exec(text.slice(lineStart(text, span.start)))?.[0].length ?? 0;
  if (indent.length <= own) return { start: span.start, end: newline };
  const start = newline + 1 + whole.length - content.length;
  return { start, end: start + content.trimEnd().length };
}

/** What stands in the first line from a place on that is neither blank nor a comment. */
function nextContent(text: string, from: number): Span {
  const blank = /^(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*/.exec(text.slice(from))?.[0].length ?? 0;
  return { start: from + blank, end: lineEnd(text, from + blank) };
}

/** At least one character, at most one line, without the blanks at its end. */
function visible(span: Span, text: string): Span {
  const start = Math.min(span.start, Math.max(0, text.trimEnd().length - 1));
  const end = Math.min(Math.max(span.end, start + 1), Math.max(lineEnd(text, start), start + 1));
  return { start, end: start + Math.max(1, text.slice(start, end).trimEnd().length) };
}
