import { documentRule } from '../define.ts';
import type { SyntaxProblem } from '../../yaml/value.ts';

export const yamlSyntax = documentRule({
  id: 'yaml-syntax',
  title: 'Not valid YAML',
  severity: 'error',
  since: '0.1.0',
  docs: `The text cannot be read as YAML, so nothing of the document reaches the cluster: \`kubectl\` refuses the file.

Each cause is reported once, where the reader first stumbles over it; the mistake is there or in the line before. In files that are templates (\`{{ … }}\`) the rule is silent, because they are not YAML before they are rendered.

**Do:** mend the indentation, quote or bracket at the marked place.`,
  check(document, report) {
    if (document.templated) return;
    for (const problem of causes(document.problems)) {
      report({ span: visible(problem.span, document.text), admission: 'rejected', message: messageOf(problem) });
    }
  },
});

/** The first problem of each run: what follows on the same or the next line is mostly its consequence. */
function causes(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const sorted = [...problems].sort((a, b) => a.span.start - b.span.start);
  const isConsequence = (problem: SyntaxProblem): boolean => problem.code === 'UNEXPECTED_TOKEN' || problem.code === 'MULTILINE_IMPLICIT_KEY';
  return sorted.filter((problem, index) => index === 0 || !isConsequence(problem));
}

const explanations: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'YAML does not allow tabs as indentation. Use spaces.',
  BLOCK_AS_IMPLICIT_KEY: 'This line is not indented like the keys around it, or the line before has a value already. Align it with its siblings.',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line, followed by a colon.',
  BAD_SCALAR_START: 'A plain value cannot start with this character. Put the value in quotes.',
  BAD_INDENT: 'This bracket is not closed, or what is inside is not indented enough.',
  BAD_ALIAS: 'This alias cannot be read. A value that starts with * must be in quotes.',
};

function messageOf({ code, message }: SyntaxProblem): string {
  if (code === 'MISSING_CHAR' && message.startsWith('Implicit map keys')) return 'This key has no colon and value. Write `key: value`, or indent the line so that it continues the value above.';
  if (code === 'MISSING_CHAR' && message.includes('quote')) return 'The closing quote is missing.';
  const explained = explanations[code];
  return explained ?? `Not valid YAML: ${message.replace(/ at line \d+.*$/s, '').trim()}.`;
}

/** At least one character, at most one line. */
function visible(span: { readonly start: number; readonly end: number }, text: string): { readonly start: number; readonly end: number } {
  const newline = text.indexOf('\n', span.start);
  const lineEnd = newline < 0 ? text.length : newline;
  const end = Math.min(Math.max(span.end, span.start + 1), Math.max(lineEnd, span.start + 1), text.length);
  return { start: Math.min(span.start, Math.max(0, end - 1)), end };
}
