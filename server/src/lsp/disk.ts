import { alwaysExcluded, manifestFiles } from '../protocol/index.ts';
import type { ReadFileResult } from '../protocol/index.ts';
import type { FileSource } from './files.ts';
import { takeIn } from './manifest-set.ts';
import type { ManifestSet } from './manifest-set.ts';
import { canonicalUri, liesBelow } from './uris.ts';

/** So many files are read at once: more would use up the descriptors that a process may have. */
export const batchSize = 50;

/** What was read of a file. */
export interface Reading {
  readonly result: ReadFileResult;
  /** Whether it still counts: not if the file has been deleted, or its reading begun anew, since this one began. Asked once, before it is used. */
  readonly take: () => boolean;
}

export interface DiskHost {
  readonly files: FileSource;
  sets(): readonly ManifestSet[];
  setOf(uri: string): ManifestSet | undefined;
  isOpen(uri: string): boolean;
  /** Something that is known of a closed file has changed. */
  changed(): void;
}

/** Closed files: what is known of them follows what is on disk, in the order in which it changes there. */
export interface Disk {
  /** Reads a file, for whoever uses what was read by themselves. */
  read(uri: string): Promise<Reading>;
  /** Sets a file to what is on disk now, unless it is open. */
  readAnew(uri: string): Promise<void>;
  /** Files that have changed. */
  changed(uris: readonly string[]): Promise<void>;
  /** Files or folders that have come: of a folder that was moved or renamed, editors tell and not of what is in it. */
  created(uris: readonly string[]): Promise<void>;
  /** Files or folders that are gone. */
  deleted(uris: readonly string[]): void;
  /** No reading that has begun counts any more: all files are about to be read. */
  startOver(): void;
}

export function createDisk(host: DiskHost): Disk {
  /** The reading of each file that counts. */
  const latest = new Map<string, symbol>();

  const read = async (uri: string): Promise<Reading> => {
    const mine = Symbol(uri);
    latest.set(uri, mine);
    const result = await readSafely(host.files, uri);
    return { result, take: () => latest.get(uri) === mine && latest.delete(uri) };
  };
  const readAnew = async (uri: string): Promise<void> => {
    const { result, take } = await read(uri);
    if (!take()) return;
    // Settings and folders may have become others meanwhile.
    const set = host.setOf(uri);
    if (set?.wants(uri) !== true || host.isOpen(uri)) return;
    if ('problem' in result && result.problem === 'missing') set.onDisk.delete(uri);
    else set.onDisk.add(uri);
    applyRead(set, uri, result);
    host.changed();
  };
  const take = async (uri: string): Promise<void> => {
    const set = host.setOf(uri);
    if (set?.wants(uri) !== true || !(await isKnownOrNew(set, uri))) return;
    set.onDisk.add(uri);
    if (!host.isOpen(uri)) await readAnew(uri);
  };
  const takeAll = (uris: readonly string[]): Promise<void> => inBatches(uris.map(canonicalUri), take);
  /** What lies in a folder; nothing if it is none. */
  const filesIn = async (uri: string): Promise<readonly string[]> => {
    const set = host.setOf(uri);
    if (set?.folder === undefined || set.excludes(uri) || hasEnding.test(uri)) return [];
    const { uris, more } = await host.files.find({ folder: uri, include: manifestFiles, exclude: alwaysExcluded, limit: set.settings.maxFiles });
    set.beyondLimit ||= more;
    return uris;
  };
  /** False for a file that the folder's first reading would not have found either. */
  const isKnownOrNew = async (set: ManifestSet, uri: string): Promise<boolean> => {
    if (set.folder === undefined || set.onDisk.has(uri)) return set.onDisk.has(uri);
    if (set.onDisk.size >= set.settings.maxFiles) {
      set.beyondLimit = true;
      return false;
    }
    return !(await host.files.ignores(set.folder, uri));
  };
  const remove = (set: ManifestSet, uri: string): void => {
    latest.delete(uri);
    set.onDisk.delete(uri);
    if (host.isOpen(uri)) return;
    set.problems.delete(uri);
    set.linter.update(uri, undefined);
  };

  return {
    read,
    readAnew,
    changed: takeAll,
    async created(uris) {
      await takeAll(uris);
      await inBatches(uris.map(canonicalUri), async (uri) => takeAll(await filesIn(uri)));
    },
    deleted(uris) {
      const gone = new Set(uris.map((uri) => canonicalUri(uri).replace(/\/$/, '')));
      for (const uri of gone) latest.delete(uri);
      for (const set of host.sets()) {
        for (const uri of [...set.onDisk]) if (gone.has(uri) || liesBelow(gone, uri)) remove(set, uri);
      }
      host.changed();
    },
    startOver() {
      latest.clear();
    },
  };
}

/** To ask what is in it costs a search, so what is named like a file is taken for one. */
const hasEnding = /\.[A-Za-z]\w*$/;

async function inBatches(uris: readonly string[], work: (uri: string) => Promise<void>): Promise<void> {
  for (let at = 0; at < uris.length; at += batchSize) await Promise.all(uris.slice(at, at + batchSize).map(work));
}

async function readSafely(files: FileSource, uri: string): Promise<ReadFileResult> {
  try {
    return await files.read(uri);
  } catch {
    return { problem: 'unreadable' };
  }
}

/** Sets a closed file to what was read of it. */
export function applyRead(set: ManifestSet, uri: string, result: ReadFileResult): void {
  if ('text' in result) {
    set.problems.delete(uri);
    takeIn(set, uri, result.text);
    return;
  }
  set.linter.update(uri, undefined);
  if (result.problem === 'missing') set.problems.delete(uri);
  else set.problems.set(uri, result.problem);
}
