import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';

/** What `.gitignore` files say about the content of one folder. */
export interface IgnoreRules {
  /** Whether the folder itself is ignored, or lies in one that is. */
  readonly ignored: boolean;
  ignores(path: string, isFolder: boolean): boolean;
}

interface IgnoreFile {
  readonly folder: string;
  readonly matcher: Ignore;
}

interface FolderRules extends IgnoreRules {
  /** The files that count here, the nearest first. */
  readonly files: readonly IgnoreFile[];
}

/**
 * The rules by folder, for everything below `start`. Files count from the root of the repository down, as they do for git;
 * outside any repository, from the current folder or else from `start`.
 */
export async function createIgnoreFiles(start: string, cwd: string): Promise<(folder: string) => Promise<IgnoreRules>> {
  const top = (await repositoryOf(start)) ?? (isWithin(cwd, start) ? cwd : start);
  const known = new Map<string, Promise<FolderRules>>();
  const rulesOf = (folder: string): Promise<FolderRules> => {
    let rules = known.get(folder);
    if (rules === undefined) known.set(folder, (rules = read(folder)));
    return rules;
  };
  const read = async (folder: string): Promise<FolderRules> => {
    const parent = folder === top || folder === dirname(folder) ? undefined : await rulesOf(dirname(folder));
    // Where somebody asks for an ignored folder nevertheless, the file that ignores it has nothing to say about its content.
    const inherited = parent?.files.filter(({ folder: home, matcher }) => !matcher.ignores(pathFrom(home, folder, true))) ?? [];
    const own = await readIgnoreFile(folder);
    const files = own === undefined ? inherited : [own, ...inherited];
    return {
      files,
      ignored: parent !== undefined && (parent.ignored || parent.ignores(folder, true)),
      ignores: (path, isFolder) => isIgnored(files, path, isFolder),
    };
  };
  return rulesOf;
}

/** The nearest file that says anything about a path decides. */
function isIgnored(files: readonly IgnoreFile[], path: string, isFolder: boolean): boolean {
  for (const { folder, matcher } of files) {
    const { ignored, unignored } = matcher.test(pathFrom(folder, path, isFolder));
    if (ignored || unignored) return ignored;
  }
  return false;
}

function pathFrom(folder: string, path: string, isFolder: boolean): string {
  return relative(folder, path).replaceAll(sep, '/') + (isFolder ? '/' : '');
}

async function readIgnoreFile(folder: string): Promise<IgnoreFile | undefined> {
  try {
    const text = await readFile(join(folder, '.gitignore'), 'utf8');
    return { folder, matcher: ignore().add(text.replace(/^\uFEFF/, '')) };
  } catch {
    return undefined;
  }
}

/** The nearest folder at or above this one that is a git repository. */
async function repositoryOf(folder: string): Promise<string | undefined> {
  try {
    await stat(join(folder, '.git'));
    return folder;
  } catch {
    return folder === dirname(folder) ? undefined : repositoryOf(dirname(folder));
  }
}

/** Whether a path is the folder or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  const from = relative(folder, path);
  return from === '' || (from !== '..' && !from.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(from));
}
