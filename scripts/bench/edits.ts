/** Edits of a workspace that the engine holds, without a host. */
import { createLinter, defaultOptions, type Linter } from '../../server/src/engine/index.ts';
import { separator, type File } from './manifests.ts';
import { bareParse, median, quantile, times, type Measurement } from './measure.ts';

/** A change of one file that is made and taken back, over and over. */
export interface Edit {
  readonly what: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
}

/** A linter that has checked some files. A rule that fails must not pass for a fast one. */
export function filled(files: readonly File[]): Linter {
  const linter = createLinter(defaultOptions, (rule, uri, error) => {
    throw new Error(`${rule} failed on ${uri}`, { cause: error });
  });
  for (const { name, text } of files) linter.update(name, text);
  linter.check();
  for (const { name } of files) linter.findings(name);
  return linter;
}

/** For each edit, from the new text of its file to the new findings of all files that changed. */
export function edits(linter: Linter, files: readonly File[], changes: readonly Edit[], target: number): readonly Measurement[] {
  return changes.map((change) => measure(files, change, `edit, ${change.what}`, target, (text) => {
    linter.update(change.file, text);
    for (const uri of linter.check()) linter.findings(uri);
  }));
}

/** From the new text of a file to its own new findings, where very much else depends on it: this an editor shows before the rest. */
export function ownFirst(linter: Linter, files: readonly File[], change: Edit, target: number): Measurement {
  return measure(files, change, `edit, ${change.what}: its own findings`, target, (text) => {
    linter.update(change.file, text);
    linter.check(() => true);
    linter.findings(change.file);
  });
}

/** The same for another file that the change makes different: while it is open, it comes before all that is not. */
export function openNext(linter: Linter, files: readonly File[], change: Edit, other: string, target: number): Measurement {
  return measure(files, change, `edit, ${change.what}: the findings of another open file`, target, (text) => {
    linter.update(change.file, text);
    const checkOne = (): boolean => linter.check(() => true, (uri) => uri === other).has(other);
    while (!checkOne());
    while (checkOne());
    linter.findings(other);
  });
}

function measure(files: readonly File[], { file, from, to }: Edit, what: string, target: number, edit: (text: string) => void): Measurement {
  const text = files.find(({ name }) => name === file)?.text ?? '';
  const document = text.split(separator).find((one) => one.includes(from));
  if (document === undefined) throw new Error(`${file} does not hold ${from}`);
  const texts = [text.replace(from, to), text];
  const taken = times(101, (round) => { edit(texts[round % 2] ?? text); });
  return { what, value: median(taken), p95: quantile(taken, 0.95), unit: 'ms', ratio: median(taken) / bareParse(document), target };
}
