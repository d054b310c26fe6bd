// A folder of manifests as a workspace, for tests of the engine.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createLinter, defaultOptions } from '../../server/src/engine/index.ts';
import type { LintOptions, Linter } from '../../server/src/engine/index.ts';

export function linterOf(files: Readonly<Record<string, string>>, options: Partial<LintOptions> = {}): Linter {
  const linter = createLinter({ ...defaultOptions, ...options }, (rule, uri, error) => {
    throw new Error(`${rule} failed on ${uri}`, { cause: error });
  });
  for (const [uri, text] of Object.entries(files)) linter.update(uri, text);
  linter.check();
  return linter;
}

/** The manifests below a folder, by path relative to it. */
export function readFolder(folder: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const visit = (path: string): void => {
    for (const name of readdirSync(path).sort()) {
      const child = join(path, name);
      if (statSync(child).isDirectory()) visit(child);
      else if (/\.(ya?ml|json)$/.test(name) && name !== 'options.json') files[relative(folder, child)] = readFileSync(child, 'utf8');
    }
  };
  visit(folder);
  return files;
}

/** 0-based line and column of an offset. */
export function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) };
}
