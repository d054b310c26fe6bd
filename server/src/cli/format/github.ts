import type { Severity } from '../../engine/index.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { countText } from './counts.ts';
import { harmless } from './terminal.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

/**
 * Workflow commands, which GitHub Actions shows as annotations in a pull request. `fromRepository` names a file as GitHub
 * does, relative to the root of the checkout.
 */
export function formatGithub(report: Report, fromRepository: (file: string) => string): string {
  return [...report.findings.map((finding) => annotation(finding, fromRepository)), countText(report), ''].join('\n');
}

function annotation(finding: ReportedFinding, fromRepository: (file: string) => string): string {
  const { file, line, column, endLine, endColumn, rule, message, related } = finding;
  // GitHub takes columns only where the place is within one line.
  const columns = endLine === line ? { col: column, endColumn } : {};
  const properties = Object.entries({ file: fromRepository(file), line, endLine, ...columns, title: `${rule} (egress-lint)` })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  const text = [message, ...related.map((one) => `${one.file}:${one.line}:${one.column} ${one.message}`)].flatMap((one) => one.split('\n')).map(harmless).join('\n');
  return `::${commands[finding.severity]} ${properties}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
