import { alwaysExcluded, manifestFiles } from '../protocol/index.ts';
import { applyRead, batchSize } from './disk.ts';
import type { Disk } from './disk.ts';
import type { FileSource } from './files.ts';
import type { ManifestSet } from './manifest-set.ts';
import { canonicalUri } from './uris.ts';

/** Milliseconds for which the server may be deaf while it takes in files. */
const patience = 20;

export interface IndexingHost {
  readonly files: FileSource;
  readonly disk: Disk;
  /** Whether a file is this set's, and not an inner folder's. */
  owns(uri: string): boolean;
  isOpen(uri: string): boolean;
  /** Whether the work has become pointless. */
  abandoned(): boolean;
  progress(done: number, total: number): void;
}

/** Reads the files of a set's folder in batches, with pauses in which requests are answered. */
export async function indexFolder(set: ManifestSet, host: IndexingHost): Promise<void> {
  if (set.folder === undefined) return;
  const { uris, more } = await host.files.find({
    folder: set.folder, include: manifestFiles, exclude: [...alwaysExcluded, ...set.settings.exclude], limit: set.settings.maxFiles,
  });
  set.beyondLimit = more;
  const wanted = uris.map(canonicalUri).filter((uri) => set.wants(uri) && host.owns(uri));
  for (const uri of wanted) set.onDisk.add(uri);
  const closed = wanted.filter((uri) => !host.isOpen(uri));
  const pause = pauses();
  for (let at = 0; at < closed.length; at += batchSize) {
    const batch = closed.slice(at, at + batchSize);
    const readings = await Promise.all(batch.map((uri) => host.disk.read(uri)));
    for (const [index, uri] of batch.entries()) {
      if (host.abandoned()) return;
      const reading = readings[index];
      // Opened meanwhile: the buffer stands above the disk.
      if (reading?.take() === true && !host.isOpen(uri)) applyRead(set, uri, reading.result);
      await pause();
    }
    host.progress(at + batch.length, closed.length);
  }
}

function pauses(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < patience) return undefined;
    return new Promise((resolve) => {
      setTimeout(() => {
        last = performance.now();
        resolve();
      }, 0);
    });
  };
}
