import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodeText } from '../../files/decode.ts';
import { createIgnoreFiles } from '../../files/ignore-files.ts';
import type { IgnoreRules } from '../../files/ignore-files.ts';
import { largestFile } from '../../protocol/index.ts';
import type { FindFilesParams, FindFilesResult, ReadFileResult } from '../../protocol/index.ts';
import type { FileSource } from '../files.ts';
import { globMatcher } from '../glob.ts';

type RulesOf = (folder: string) => Promise<IgnoreRules>;

/** Files from the disk, for clients that only speak the standard protocol. What `.gitignore` names is left out. */
export const diskFiles: FileSource = {
  find,
  async read(uri) {
    const path = pathOf(uri);
    return path === undefined ? { problem: 'missing' } : read(path);
  },
  async ignores(folder, uri) {
    const [home, path] = [pathOf(folder), pathOf(uri)];
    if (home === undefined || path === undefined) return true;
    const rules = await (await createIgnoreFiles(home, home))(dirname(path));
    return rules.ignored || rules.ignores(path, false);
  },
};

async function find({ folder, include, exclude, limit }: FindFilesParams): Promise<FindFilesResult> {
  const home = pathOf(folder);
  if (home === undefined) return { uris: [], more: false };
  const wanted = globMatcher([include]);
  const excluded = globMatcher(exclude);
  const rulesOf = await createIgnoreFiles(home, home);
  const uris: string[] = [];
  for await (const path of walk(home, '', rulesOf, excluded)) {
    if (!wanted(path)) continue;
    if (uris.length >= limit) return { uris, more: true };
    uris.push(pathToFileURL(join(home, path)).href);
  }
  return { uris, more: false };
}

/** Paths below a folder, with `/`. Links are followed to files only: those to folders may lead in circles. */
async function* walk(home: string, below: string, rulesOf: RulesOf, excluded: (path: string) => boolean): AsyncGenerator<string> {
  const folder = join(home, below);
  const [entries, rules] = await Promise.all([readdir(folder, { withFileTypes: true }).catch(() => []), rulesOf(folder)]);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (excluded(path) || rules.ignores(join(home, path), entry.isDirectory())) continue;
    if (entry.isDirectory()) yield* walk(home, path, rulesOf, excluded);
    else yield path;
  }
}

async function read(path: string): Promise<ReadFileResult> {
  try {
    const status = await stat(path);
    // Reading a pipe would wait for ever.
    if (!status.isFile()) return { problem: 'unreadable' };
    if (status.size > largestFile) return { problem: 'too large' };
    const text = decodeText(await readFile(path), true);
    return text === undefined ? { problem: 'binary' } : { text };
  } catch (error) {
    return { problem: error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
