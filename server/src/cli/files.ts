// Finds the files that are meant by the paths on the command line. Nothing is read here but folders.
import { readdir, realpath, stat } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { createIgnoreFiles } from '../files/ignore-files.ts';
import { reasonOf } from './reason.ts';

/** A file to read. */
export interface Candidate {
  /** Absolute, as the person reached it. */
  readonly path: string;
  /** Whether it was named; else it was found, and may turn out to be nothing of ours. */
  readonly named: boolean;
}

/** Input that cannot be had. */
export interface InputProblem {
  readonly path: string;
  readonly reason: string;
}

export interface FoundFiles {
  readonly files: readonly Candidate[];
  readonly problems: readonly InputProblem[];
}

interface Search {
  readonly cwd: string;
  /** By real path, so that a file is read once however many names it has. */
  readonly files: Map<string, Candidate>;
  readonly problems: InputProblem[];
}

const manifestName = /\.(?:ya?ml|json)$/i;
/** Never manifests of one's own, whether or not `.gitignore` says so. */
const skippedFolders = new Set(['.git', '.hg', '.svn', 'node_modules']);

/** Files, folders and globs to files, in the order of their paths. */
export async function findFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  const search: Search = { cwd, files: new Map(), problems: [] };
  for (const path of paths) await addPath(path, search);
  return { files: [...search.files.values()].sort((a, b) => compare(a.path, b.path)), problems: search.problems };
}

async function addPath(written: string, search: Search): Promise<void> {
  const path = resolve(search.cwd, written);
  try {
    if ((await stat(path)).isDirectory()) await addFolder(path, search);
    else addFile({ path, named: true }, await realOf(path), search);
  } catch (error) {
    if (isAbsent(error) && isDynamicPattern(written)) await addMatches(written, search);
    else search.problems.push({ path: written, reason: reasonOf(error) });
  }
}

async function addFolder(folder: string, search: Search): Promise<void> {
  const rulesOf = await createIgnoreFiles(folder, search.cwd);
  const walk = async (path: string, real: string): Promise<void> => {
    const entries = await list(path, search);
    const rules = await rulesOf(path);
    await Promise.all(entries.map(async (entry) => {
      const child = join(path, entry.name);
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name) && !rules.ignores(child, true)) await walk(child, join(real, entry.name));
      } else if (manifestName.test(entry.name) && !rules.ignores(child, false)) {
        if (entry.isFile()) addFile({ path: child, named: false }, join(real, entry.name), search);
        else if (entry.isSymbolicLink()) await addLink(child, search);
      }
    }));
  };
  await walk(folder, await realOf(folder));
}

async function list(folder: string, search: Search): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    // A folder that vanishes while it is searched holds nothing any more.
    if (!isAbsent(error)) search.problems.push({ path: folder, reason: reasonOf(error) });
    return [];
  }
}

/** Links to files are followed; links to folders are not, for they may lead in circles. A link to nothing is nothing. */
async function addLink(path: string, search: Search): Promise<void> {
  const target = await stat(path).catch(() => undefined);
  if (target?.isFile() === true) addFile({ path, named: false }, await realOf(path), search);
}

/** Of several names of a file, one that the person gave wins, then the file's own. */
function addFile(candidate: Candidate, real: string, { files }: Search): void {
  const known = files.get(real);
  const order = known === undefined ? -1 : rank(candidate, real) - rank(known, real) || compare(candidate.path, known.path);
  if (order < 0) files.set(real, candidate);
}

function rank({ path, named }: Candidate, real: string): number {
  return (named ? 0 : 2) + (path === real ? 0 : 1);
}

async function addMatches(written: string, search: Search): Promise<void> {
  const pattern = sep === '\\' ? written.replaceAll('\\', '/') : written;
  // Where `**` reaches every file anyway, the folders it matches add nothing.
  const matches = await glob(pattern, {
    cwd: search.cwd, absolute: true, dot: true, onlyFiles: pattern.includes('**'), expandDirectories: false, followSymbolicLinks: false,
    ignore: [...skippedFolders].map((name) => `**/${name}/**`),
  });
  const rulesOf = await createIgnoreFiles(resolve(search.cwd, fixedPart(pattern)), search.cwd);
  // `*.tmpl` asks for these very files, `*` for the manifests among all.
  const wanted = namesEnding(pattern) ? matches : matches.filter((match) => match.endsWith('/') || manifestName.test(match));
  let taken = 0;
  for (const match of wanted) {
    const isFolder = match.endsWith('/');
    const path = resolve(match);
    const rules = await rulesOf(dirname(path));
    if (rules.ignored || rules.ignores(path, isFolder)) continue;
    taken++;
    if (isFolder) await addFolder(path, search);
    else addFile({ path, named: false }, await realOf(path), search);
  }
  if (taken === 0) search.problems.push({ path: written, reason: wanted.length > 0 ? '.gitignore ignores all that matches' : 'No such file or folder, and as a pattern it matches no manifest' });
}

/** The folders of a pattern before the first that is not fixed. */
function fixedPart(pattern: string): string {
  const parts = pattern.split('/').slice(0, -1);
  const end = parts.findIndex((part) => isDynamicPattern(part));
  const fixed = (end < 0 ? parts : parts.slice(0, end)).join('/');
  return fixed === '' && pattern.startsWith('/') ? '/' : fixed;
}

/** Whether the last part of a pattern fixes how names end. */
function namesEnding(pattern: string): boolean {
  return /\.[^/*?.]*[^/*?.\s][^/*?.]*$/.test(pattern.slice(pattern.lastIndexOf('/') + 1));
}

async function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
