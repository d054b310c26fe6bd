// Runs a fixture folder and compares its findings with the markers in its files, one to one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { LintOptions, LocatedFinding } from '../../server/src/engine/index.ts';
import { readMarkers } from './markers.ts';
import type { Expectation } from './markers.ts';
import { linterOf, position, readFolder } from './workspace.ts';

/**
 * `folder/*.yaml` is one workspace; `options.json` beside it holds options that differ from the defaults. `X.fixed.yaml` is
 * the text of `X.yaml` after the first fix of every finding that has one (see `applyFixes`), `X.fixed.2.yaml` after the second.
 * A finding that does not count needs no marker, but may have one.
 */
export function checkFixture(folder: string, counts: (finding: LocatedFinding) => boolean = () => true): void {
  const all = readFolder(folder);
  const files = Object.fromEntries(Object.entries(all).filter(([name]) => !/\.fixed(?:\.\d)?\.(ya?ml|json)$/.test(name)));
  const linter = linterOf(files, optionsOf(folder));
  const found: string[] = [];
  const expected: string[] = [];
  for (const [uri, text] of Object.entries(files)) {
    const expectations = readMarkers(text);
    const lines = expectations.map((one) => line(uri, one));
    const described = linter.findings(uri).map((finding) => ({ finding, text: describeFinding(finding, text, files, expectations) }));
    const told = described.filter((one) => counts(one.finding) || lines.includes(one.text));
    expected.push(...lines);
    found.push(...told.map((one) => one.text));
    for (const [which, infix] of ['.fixed', '.fixed.2'].entries()) {
      const fixed = all[uri.replace(/\.(ya?ml|json)$/, `${infix}.$1`)];
      if (fixed !== undefined) expect(applyFixes(text, told.map((one) => one.finding), uri, which)).toBe(fixed);
    }
  }
  expect(found.sort()).toEqual(expected.sort());
}

/** The options of a fixture folder that differ from the defaults. */
export function optionsOf(folder: string): Partial<LintOptions> {
  const path = join(folder, 'options.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<LintOptions>) : {};
}

/** The text after the first fix of each finding, or another of them, from the end of the file to its start; overlapping ones are left out. */
export function applyFixes(text: string, findings: readonly LocatedFinding[], uri: string, which = 0): string {
  let result = text;
  let taken = Infinity;
  const fixes = findings.map((one) => one.fixes()[which]?.edits.filter((edit) => edit.uri === uri) ?? []).filter((edits) => edits.length > 0);
  for (const edits of fixes.sort((a, b) => Math.max(...b.map((edit) => edit.span.end)) - Math.max(...a.map((edit) => edit.span.end)))) {
    if (Math.max(...edits.map((edit) => edit.span.end)) > taken) continue;
    for (const edit of [...edits].sort((a, b) => b.span.start - a.span.start)) {
      result = result.slice(0, edit.span.start) + edit.newText + result.slice(edit.span.end);
      taken = Math.min(taken, edit.span.start);
    }
  }
  return result;
}

function line(uri: string, one: Expectation): string {
  return `${uri}:${one.line + 1}:${one.start + 1}-${one.end + 1} ${one.rule}${one.severity === undefined ? '' : ` [${one.severity}]`}${one.admission === undefined ? '' : ` ${one.admission}`}: ${one.message}${one.related.map((at) => ` -> ${at}`).join('')}`;
}

/** Says of a finding what the marker at its place says, in the same words where it holds, else in its own. */
function describeFinding(finding: LocatedFinding, text: string, files: Readonly<Record<string, string>>, expectations: readonly Expectation[]): string {
  const start = position(text, finding.span.start);
  const end = position(text, finding.span.end);
  const place = { line: start.line, start: start.column, end: end.line === start.line ? end.column : start.column };
  const related = finding.related.map((one) => `${one.uri}:${position(files[one.uri] ?? '', one.span.start).line + 1}`);
  const fitting = expectations.find((one) => one.rule === finding.rule && one.line === place.line && one.start === place.start && one.end === place.end && finding.message.includes(one.message));
  return line(finding.uri, {
    ...place, rule: finding.rule, message: fitting?.message ?? finding.message, related: fitting?.related.length === 0 ? [] : related,
    ...(fitting !== undefined && fitting.severity === undefined ? {} : { severity: finding.severity }),
    ...(fitting !== undefined && fitting.admission === undefined ? {} : finding.admission === undefined ? {} : { admission: finding.admission }),
  });
}
