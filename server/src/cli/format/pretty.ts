import type { Colors } from 'picocolors/types';
import type { Severity } from '../../engine/index.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { countText } from './counts.ts';
import { frameOf } from './frame.ts';
import { wrap } from './markdown.ts';
import { harmless } from './terminal.ts';

export interface PrettyOptions {
  readonly colors: Colors;
  /** Of the terminal, in characters. */
  readonly width: number;
}

const paint: Readonly<Record<Severity, 'red' | 'yellow' | 'blue' | 'gray'>> = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' };

/** For people: each finding with its place, its message and the line it stands on, and at the end what there is in all. */
export function formatPretty(report: Report, options: PrettyOptions): string {
  const blocks = report.findings.map((finding) => block(finding, report, options));
  return [...blocks, closing(report, options), ''].join('\n');
}

function block(finding: ReportedFinding, report: Report, { colors, width }: PrettyOptions): string {
  const { severity, rule, message, file, line, column } = finding;
  const color = colors[paint[severity]];
  const gutter = String(line).length;
  const bar = colors.dim('|');
  const note = (text: string): string => `${' '.repeat(gutter + 3)}${colors.dim(text)}`;
  return [
    `${colors.bold(`${harmless(file)}:${line}:${column}`)} ${colors.bold(color(severity))} ${colors.dim(rule)}`,
    ...harmless(message).split('\n').flatMap((paragraph) => wrap(paragraph, Math.min(width, 110) - 2)).map((text) => `  ${text}`),
    ...frameLines(finding, report, width - gutter - 5).map((text, index) => `  ${index === 1 ? colors.dim(String(line)) : ' '.repeat(gutter)} ${bar}${index === 2 ? color(text) : text}`.trimEnd()),
    ...notes(finding, report).map(note),
    '',
  ].join('\n');
}

/** An empty line, the source line, and the carets below it. */
function frameLines(finding: ReportedFinding, report: Report, width: number): readonly string[] {
  const uri = report.located.get(finding)?.uri;
  if (uri === undefined) return [];
  const source = report.sources(uri).positions.lineText(finding.line);
  const to = finding.endLine === finding.line ? finding.endColumn : source.length + 1;
  const frame = frameOf(source, finding.column, to, width);
  return ['', ` ${frame.text}`, ` ${' '.repeat(frame.before)}${'^'.repeat(frame.marked)}`];
}

function notes(finding: ReportedFinding, report: Report): readonly string[] {
  const { admission, codes, endLine, line, related } = finding;
  const fix = report.located.get(finding)?.fixes()[0];
  return [
    ...(endLine > line ? [`= it goes on to line ${endLine}`] : []),
    ...(admission === undefined ? [] : [admission === 'rejected' ? '= when applied: rejected' : '= when applied: accepted with a warning']),
    ...(codes === undefined ? [] : [`= also known as ${codes.join(', ')}`]),
    ...(fix === undefined ? [] : [`= fix: ${harmless(fix.title)}`]),
    ...related.map((one) => `> ${harmless(one.file)}:${one.line}:${one.column} ${harmless(one.message)}`),
  ];
}

function closing(report: Report, { colors }: PrettyOptions): string {
  const { errors, warnings } = report.summary;
  const text = countText(report);
  const first = report.findings[0];
  const more = first === undefined ? '' : colors.dim(` egress-lint --explain ${first.rule} says more.`);
  return colors.bold(errors > 0 ? colors.red(text) : warnings > 0 ? colors.yellow(text) : colors.green(text)) + more;
}
