import { pathToFileURL } from 'node:url';
import { findFiles } from './files.ts';
import type { InputProblem } from './files.ts';
import type { Io } from './io.ts';
import { holdsTooLarge, tooLargeReason } from './limit.ts';
import { nameFrom } from './names.ts';
import type { Progress } from './progress.ts';
import { readFiles, readStdin, stdinName } from './read.ts';
import type { Input } from './read.ts';

/** A file that was asked for. */
export interface Named {
  /** That of an editor, so that both agree on what lies in one folder. */
  readonly uri: string;
  /** What it is called in what is printed. */
  readonly name: string;
  readonly text: string;
}

export interface NamedInputs {
  readonly inputs: readonly Named[];
  readonly problems: readonly InputProblem[];
}

/** Reads what the paths of the command line name: files, folders, patterns, and `-` for standard input. */
export async function readInputs(paths: readonly string[], io: Io, progress: Progress): Promise<NamedInputs> {
  const found = await findFiles(paths.length === 0 ? ['.'] : paths.filter((path) => path !== '-'), io.cwd);
  const read = await readFiles(found.files, (done) => { progress('Reading', done, found.files.length); });
  const piped = paths.includes('-') ? [await readStdin(io.stdin, io.cwd)] : [];
  const opened = [...read.inputs, ...piped.filter((one): one is Input => 'text' in one)];
  const problems = [...found.problems, ...read.problems, ...piped.filter((one): one is InputProblem => 'reason' in one)];
  const tooLarge = opened.filter(({ text }) => holdsTooLarge(text));
  return {
    inputs: opened.filter((input) => !tooLarge.includes(input)).map(({ path, text }) => ({ uri: pathToFileURL(path).href, name: nameFrom(io.cwd, path), text })),
    problems: [...problems, ...tooLarge.map(({ path }) => ({ path, reason: tooLargeReason }))]
      .map(({ path, reason }) => ({ path: path === stdinName ? path : nameFrom(io.cwd, path), reason })),
  };
}

/** What files are called, by their URIs. */
export function namesOf(inputs: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(inputs.map(({ uri, name }) => [uri, name]));
}
