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
  return changes.map((change) => {
    const text = files.find(({ name }) => name === change.file)?.text ?? '';
    const document = text.split(separator).find((one) => one.includes(change.from));
    if (document === undefined) throw new Error(`${change.file} does not hold ${change.from}`);
    const texts = [text.replace(change.from, change.to), text];
    const taken = times(101, (round) => {
      linter.update(change.file, texts[round % 2]);
      for (const uri of linter.check()) linter.findings(uri);
    });
    return { what: `edit, ${change.what}`, value: median(taken), p95: quantile(taken, 0.95), unit: 'ms', ratio: median(taken) / bareParse(document), target };
  });
}
