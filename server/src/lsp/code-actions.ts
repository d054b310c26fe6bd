import { CodeActionKind } from 'vscode-languageserver';
import type { CodeAction, CodeActionParams, Diagnostic, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ruleDocsUrl, rules } from '../engine/index.ts';
import type { LocatedFinding, LocatedFix, Span } from '../engine/index.ts';
import type { openRuleDocumentationCommand } from '../protocol/index.ts';
import { toDiagnostic, toRange, toSpan } from './convert.ts';
import type { Snapshot } from './session.ts';

/** Mends all that can be mended without a choice; editors run it on saving. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.egress`;
export const codeActionKinds: string[] = [CodeActionKind.QuickFix, fixAllKind];

/** The server's own way to open a page, for clients without the command. */
export const serverOpenCommand = 'egress.server.openRuleDocumentation';

export interface CodeActionOptions {
  /** The client takes edits that name the version they are for. */
  readonly versionedEdits: boolean;
  /** The command that opens a rule's page, where there is one. */
  readonly openCommand: typeof openRuleDocumentationCommand | typeof serverOpenCommand | undefined;
}

interface Edit extends Span {
  readonly uri: string;
  readonly newText: string;
}

/** What can be done about the findings in a range. All of it follows from the text of now, nothing from what was sent before. */
export function codeActions({ range, context }: CodeActionParams, snapshot: Snapshot, options: CodeActionOptions): CodeAction[] {
  const { document, linter, uri } = snapshot;
  const wants = (kind: string): boolean => context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? kind === CodeActionKind.QuickFix;
  const findings = linter.findings(uri);
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const here = findings.filter((finding) => isIn(document, finding.span, toSpan(document, range)));
    const byRule = new Map<string, LocatedFinding>();
    for (const finding of here) {
      actions.push(...quickFixes(finding, snapshot, options));
      if (!byRule.has(finding.rule)) byRule.set(finding.rule, finding);
    }
    for (const finding of byRule.values()) actions.push(...aboutRule(finding, findings, snapshot, options));
  }
  if (wants(fixAllKind)) {
    const edit = fixAll(findings, snapshot, options);
    if (edit !== undefined) actions.push({ title: 'Fix all egress problems that have an obvious fix', kind: fixAllKind, edit });
  }
  return actions;
}

/** A finding counts as being on the line that it is shown on. */
function isIn(document: TextDocument, span: Span, asked: Span): boolean {
  const { line } = document.positionAt(span.start);
  const lineEnd = document.offsetAt({ line: line + 1, character: 0 });
  return span.start <= asked.end && asked.start <= Math.max(span.start, Math.min(span.end, lineEnd));
}

function quickFixes(finding: LocatedFinding, snapshot: Snapshot, options: CodeActionOptions): CodeAction[] {
  const diagnostics = [diagnosticOf(finding, snapshot)];
  return finding.fixes().flatMap((fix) => {
    const edit = workspaceEdit(flat(fix), snapshot, options);
    return edit === undefined ? [] : [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, edit, ...(fix.preferred ? { isPreferred: true } : {}) }];
  });
}

/** Actions that are the same for every finding of a rule in a line. */
function aboutRule(finding: LocatedFinding, all: readonly LocatedFinding[], snapshot: Snapshot, options: CodeActionOptions): CodeAction[] {
  const { rule } = finding;
  const diagnostics = [diagnosticOf(finding, snapshot)];
  const actions: CodeAction[] = [];
  const same = all.filter((one) => one.rule === rule && preferredIn(one, snapshot.uri) !== undefined);
  const edit = same.length < 2 ? undefined : fixAll(same, snapshot, options);
  if (edit !== undefined) {
    const title = rules.find(({ id }) => id === rule)?.title ?? rule;
    actions.push({ title: `Fix all “${title}” problems in this file`, kind: CodeActionKind.QuickFix, diagnostics, edit });
  }
  const disable = disablingEdit(finding, snapshot);
  const disabling = disable === undefined ? undefined : workspaceEdit([disable], snapshot, options);
  if (disabling !== undefined) actions.push({ title: `Disable ${rule} for this line`, kind: CodeActionKind.QuickFix, diagnostics, edit: disabling });
  if (options.openCommand !== undefined) {
    const title = `Open documentation of ${rule}`;
    const argument = options.openCommand === serverOpenCommand ? ruleDocsUrl(rule) : rule;
    actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, command: { title, command: options.openCommand, arguments: [argument] } });
  }
  return actions;
}

/** JSON has no comments, and a comment that says nothing cannot be silenced by another. */
function disablingEdit({ rule, span }: LocatedFinding, { document, uri }: Snapshot): Edit | undefined {
  if (rule === 'unused-suppression' || document.languageId.startsWith('json') || uri.endsWith('.json')) return undefined;
  const at = document.offsetAt({ line: document.positionAt(span.start).line, character: 0 });
  const text = document.getText();
  const indent = /^\uFEFF?([ \t]*)/.exec(text.slice(at, span.start))?.[1] ?? '';
  const start = text.charCodeAt(at) === 0xfeff ? at + 1 : at;
  return { uri, start, end: start, newText: `${indent}# egress-lint-disable-next-line ${rule}${text.includes('\r\n') ? '\r\n' : '\n'}` };
}

/** The preferred fixes together, without those that overlap with an earlier one or reach into other files. */
function fixAll(findings: readonly LocatedFinding[], snapshot: Snapshot, options: CodeActionOptions): WorkspaceEdit | undefined {
  const taken: Edit[] = [];
  for (const finding of findings) {
    const edits = preferredIn(finding, snapshot.uri);
    if (edits?.every((edit) => !taken.some((other) => collides(edit, other))) === true) taken.push(...edits);
  }
  return workspaceEdit(taken, snapshot, options);
}

function preferredIn(finding: LocatedFinding, uri: string): readonly Edit[] | undefined {
  const fix = finding.fixes().find(({ preferred }) => preferred);
  return fix?.edits.every((edit) => edit.uri === uri) === true ? flat(fix) : undefined;
}

/** Edits that merely touch are fine; two insertions at one place are not, for their order would be chance. */
function collides(a: Span, b: Span): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

function flat(fix: LocatedFix): readonly Edit[] {
  return fix.edits.map(({ uri, span, newText }) => ({ uri, ...span, newText }));
}

function diagnosticOf(finding: LocatedFinding, snapshot: Snapshot): Diagnostic {
  return toDiagnostic(finding, snapshot.document, (uri) => snapshot.documentOf(uri));
}

/** Undefined where there is nothing to change, or a file to be changed is gone. */
function workspaceEdit(edits: readonly Edit[], snapshot: Snapshot, { versionedEdits }: CodeActionOptions): WorkspaceEdit | undefined {
  const byFile = new Map<string, { readonly document: TextDocument; readonly edits: TextEdit[] }>();
  for (const { uri, newText, ...span } of edits) {
    const document = snapshot.documentOf(uri);
    if (document === undefined) return undefined;
    const file = byFile.get(uri) ?? { document, edits: [] };
    file.edits.push({ range: toRange(document, span), newText });
    byFile.set(uri, file);
  }
  const files = [...byFile.values()];
  if (files.length === 0) return undefined;
  if (!versionedEdits) return { changes: Object.fromEntries(files.map((file) => [file.document.uri, file.edits])) };
  // Version 0 is that of a closed file: the client is to take it as it is.
  return { documentChanges: files.map((file) => ({ textDocument: { uri: file.document.uri, version: file.document.version === 0 ? null : file.document.version }, edits: file.edits })) };
}
