// Whoever checks manifests once, and of files only those that a sieve keeps back, is told what one who watches them is told.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createOnceLinter, createSieve, defaultOptions } from '../../server/src/engine/index.ts';
import type { LintOptions, LocatedFinding } from '../../server/src/engine/index.ts';
import { linterOf, readFolder } from '../support/workspace.ts';

const root = join(import.meta.dirname, '../..');
const folders = ['test/rules', 'test/peers', 'examples'].flatMap((folder) => readdirSync(join(root, folder), { withFileTypes: true }).filter((one) => one.isDirectory()).map(({ name }) => `${folder}/${name}`));

test.each(folders)('%s', (folder) => {
  const path = join(root, folder);
  const files = readFolder(path);
  const options = optionsIn(path);
  const watched = linterOf(files, options);
  const once = createOnceLinter({ ...defaultOptions, ...options }, (rule, uri, error) => { throw new Error(`${rule} failed on ${uri}`, { cause: error }); });
  for (const [uri, text] of Object.entries(files)) once.add(uri, text);
  once.checkTogether();
  const isClean = createSieve({ ...defaultOptions, ...options });
  for (const [uri, text] of Object.entries(files)) if (!isClean(uri, text)) once.checkFile(uri);
  for (const uri of Object.keys(files)) expect(once.findings(uri).map(told)).toEqual(watched.findings(uri).map(told));
});

function optionsIn(folder: string): Partial<LintOptions> {
  const path = join(folder, 'options.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Partial<LintOptions> : {};
}

function told(finding: LocatedFinding): unknown {
  return { ...finding, resource: finding.resource?.name, fixes: finding.fixes() };
}
