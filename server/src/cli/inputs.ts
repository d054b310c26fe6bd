import { findFiles } from './files.ts';
import type { InputProblem } from './files.ts';
import type { Io } from './io.ts';
import { holdsTooLarge, tooLargeReason } from './limit.ts';
import { nameFrom } from './names.ts';
import type { Progress } from './progress.ts';
import { readFiles, readStdin, stdinName } from './read.ts';
import type { Input, ReadInputs } from './read.ts';

/** Reads what the paths of the command line name: files, folders, patterns, and `-` for standard input. */
export async function readInputs(paths: readonly string[], io: Io, progress: Progress): Promise<ReadInputs> {
  const found = await findFiles(paths.length === 0 ? ['.'] : paths.filter((path) => path !== '-'), io.cwd);
  const read = await readFiles(found.files, (done) => { progress('Reading', done, found.files.length); });
  const piped = paths.includes('-') ? [await readStdin(io.stdin, io.cwd)] : [];
  const opened = [...read.inputs, ...piped.filter((one): one is Input => 'text' in one)];
  const problems = [...found.problems, ...read.problems, ...piped.filter((one): one is InputProblem => 'reason' in one)];
  const tooLarge = opened.filter(({ text }) => holdsTooLarge(text));
  return {
    inputs: tooLarge.length === 0 ? opened : opened.filter((input) => !tooLarge.includes(input)),
    problems: [...problems, ...tooLarge.map(({ path }) => ({ path, reason: tooLargeReason }))]
      .map(({ path, reason }) => ({ path: path === stdinName ? path : nameFrom(io.cwd, path), reason })),
  };
}
