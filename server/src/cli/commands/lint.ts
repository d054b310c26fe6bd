import { createOnceLinter } from '../../engine/index.ts';
import type { OnRuleError, Severity } from '../../engine/index.ts';
import { failLevels, parseArguments } from '../arguments.ts';
import type { FailLevel, LintArguments } from '../arguments.ts';
import type { InputProblem } from '../files.ts';
import { formatReport } from '../format/index.ts';
import { harmless } from '../format/terminal.ts';
import type { Io } from '../io.ts';
import { namesOf, readInputs } from '../inputs.ts';
import type { Named } from '../inputs.ts';
import { createProgress } from '../progress.ts';
import type { Progress } from '../progress.ts';
import { createReport } from '../report.ts';
import type { Report } from '../report.ts';
import { startSieving } from '../sieving.ts';
import { exitCodes } from './command.ts';
import type { Command } from './command.ts';
import { explainRule, listRules, showHelp } from './rules.ts';

/** Checks manifests. */
export const lint: Command = { name: 'lint', run };

async function run(args: readonly string[], io: Io): Promise<number> {
  const asked = parseArguments(args);
  if (asked.problems.length > 0) {
    io.stderr.write([...asked.problems.map((problem) => `egress-lint: ${harmless(problem)}`), 'egress-lint --help lists the options.', ''].join('\n'));
    return exitCodes.trouble;
  }
  const { instead } = asked;
  if (instead === undefined) return check(asked, io);
  if (instead === 'help') return showHelp(io);
  if (instead === 'list-rules') return listRules(asked.format, io);
  if (typeof instead === 'object') return explainRule(instead.explain, io);
  io.stdout.write(`${io.version}\n`);
  return exitCodes.clean;
}

async function check(asked: LintArguments, io: Io): Promise<number> {
  const progress = createProgress(io.stderr);
  const { inputs, problems } = await readInputs(asked.paths, io, progress.report);
  const report = await lintInputs(inputs, problems, asked, io, progress.report);
  progress.end();
  io.stdout.write(formatReport(report, asked.format, io));
  for (const { path, reason } of problems) io.stderr.write(`egress-lint: ${harmless(path)}: ${reason}.\n`);
  if (inputs.length === 0 && problems.length === 0) io.stderr.write('egress-lint: there are no .yaml, .yml or .json manifests here.\n');
  return exitCode(report, asked.failOn);
}

async function lintInputs(inputs: readonly Named[], problems: readonly InputProblem[], asked: LintArguments, io: Io, progress: Progress): Promise<Report> {
  const linter = createOnceLinter(asked.options, reportRuleErrors(io));
  const names = namesOf(inputs);
  const sieving = startSieving(io.script, asked.options, inputs);
  inputs.forEach(({ uri, text }, index) => {
    linter.add(uri, text);
    progress('Checking', index + 1, inputs.length);
  });
  linter.checkTogether();
  for (let file = sieving.take(); file !== undefined; file = sieving.take()) linter.checkFile(file.uri);
  for (const { uri } of await sieving.leftOver()) linter.checkFile(uri);
  return createReport(linter, (uri) => names.get(uri) ?? uri, problems);
}

/** A rule that fails says so once, and costs nothing but itself. */
function reportRuleErrors(io: Io): OnRuleError {
  const failed = new Set<string>();
  return (rule, uri, error) => {
    if (failed.has(rule)) return;
    failed.add(rule);
    const message = error instanceof Error ? error.message : String(error);
    io.stderr.write(`egress-lint: the rule ${rule} failed (a mistake of egress-lint) on ${harmless(uri)}: ${harmless(message)}\n`);
  };
}

function exitCode({ findings, problems }: Report, failOn: FailLevel): number {
  if (problems.length > 0) return exitCodes.trouble;
  return findings.some(({ severity }) => counts(severity, failOn)) ? exitCodes.found : exitCodes.clean;
}

/** The levels are listed from the gravest on. */
function counts(severity: Severity, failOn: FailLevel): boolean {
  return failOn !== 'never' && failLevels.indexOf(severity) <= failLevels.indexOf(failOn);
}
