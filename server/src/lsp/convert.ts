// The only place that knows both the engine's offsets and the protocol's positions.
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Diagnostic, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ruleDocsUrl } from '../engine/index.ts';
import type { Admission, LocatedFinding, Severity, Span } from '../engine/index.ts';

/** The `source` of every diagnostic. */
export const source = 'egress';

/** Finds the text of a file and the URI that the client knows it by. */
export type DocumentOf = (uri: string) => TextDocument | undefined;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

const admissions: Readonly<Record<Admission, string>> = { rejected: ' (rejected when applied)', warned: ' (the server warns)' };

export function toDiagnostic(finding: LocatedFinding, document: TextDocument, documentOf: DocumentOf): Diagnostic {
  const related = finding.related.flatMap(({ uri, span, message }) => {
    const there = uri === finding.uri ? document : documentOf(uri);
    return there === undefined ? [] : [{ location: { uri: there.uri, range: lineRange(there, span) }, message }];
  });
  return {
    range: lineRange(document, finding.span),
    severity: severities[finding.severity],
    code: finding.rule,
    codeDescription: { href: ruleDocsUrl(finding.rule) },
    source,
    message: finding.message + (finding.admission === undefined ? '' : admissions[finding.admission]),
    ...(finding.tags.length === 0 ? {} : { tags: finding.tags.map((tag) => tags[tag]) }),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
  };
}

/** A span, cut off at the end of its first line: a mark over many lines hides the text and slows editors down. */
export function lineRange(document: TextDocument, span: Span): Range {
  const start = document.positionAt(span.start);
  const rest = document.getText({ start, end: { line: start.line + 1, character: 0 } });
  const length = rest.search(/[\r\n]/);
  const lineEnd = span.start + (length < 0 ? rest.length : length);
  return { start, end: document.positionAt(Math.max(span.start, Math.min(span.end, lineEnd))) };
}

export function toRange(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

export function toSpan(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}
