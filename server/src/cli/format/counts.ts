import type { Report } from '../report.ts';

/** The last line: "3 errors and 1 warning in 2 of 14 files (41 resources), 2 fixable in the editor". */
export function countText({ findings, summary, problems }: Report): string {
  const unread = problems.length === 0 ? '' : ` ${plural(problems.length, 'path')} could not be read.`;
  const checked = `${plural(summary.files, 'file')} (${plural(summary.resources, 'resource')})`;
  if (findings.length === 0) return `Nothing found in ${checked}.${unread}`;
  const counts = [
    summary.errors > 0 ? plural(summary.errors, 'error') : '',
    summary.warnings > 0 ? plural(summary.warnings, 'warning') : '',
    summary.information > 0 ? `${grouped(summary.information)} information` : '',
    summary.hints > 0 ? plural(summary.hints, 'hint') : '',
  ].filter((text) => text !== '');
  const files = new Set(findings.map((finding) => finding.file)).size;
  const fixable = findings.filter((finding) => finding.fixable).length;
  return `${enumerate(counts)} in ${grouped(files)} of ${checked}${fixable > 0 ? `, ${grouped(fixable)} fixable in the editor` : ''}.${unread}`;
}

export function plural(count: number, word: string): string {
  return `${grouped(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** Digits in groups of three, the same in every locale. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function enumerate(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
