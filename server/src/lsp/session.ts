import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Linter } from '../engine/index.ts';
import type { Settings, Status } from '../protocol/index.ts';
import { largestFile } from '../protocol/index.ts';
import { documentOfManifest, isChecked } from './buffers.ts';
import { createChecker } from './checking.ts';
import { createDisk } from './disk.ts';
import type { FileSource } from './files.ts';
import type { Report } from './guard.ts';
import { indexFolder } from './indexing.ts';
import { createSet, setOf } from './manifest-set.ts';
import type { ManifestSet } from './manifest-set.ts';
import type { Publisher } from './publish.ts';
import { statusOf } from './status.ts';
import { canonicalUri } from './uris.ts';

/** A file as a request finds it: its text and its workspace, both of now. */
export interface Snapshot {
  /** As the engine knows the file. */
  readonly uri: string;
  readonly document: TextDocument;
  readonly linter: Linter;
  readonly settings: Settings;
  /** Files are still being read, so that nothing can be said of what lies in several. */
  readonly isPartial: boolean;
  /** Any file of the same workspace, open or closed. */
  documentOf(uri: string): TextDocument | undefined;
}

export interface SessionHost {
  readonly files: FileSource;
  readonly publisher: Publisher;
  readonly report: Report;
  /** The settings of each folder; undefined stands for files outside any folder. */
  settings(folders: readonly (string | undefined)[]): Promise<readonly Settings[]>;
  /** Another extension validates the same files against schemas. */
  schemasElsewhere(): boolean;
  /** Tells of progress until `done` is called. */
  progress(): { report(done: number, total: number): void; done(): void };
  status(status: () => Status): void;
  /** Files that have changed; `all`: so has what is known of any. */
  changed(uris: Iterable<string> | 'all'): void;
}

/** The state between two messages: open buffers, which stand above the disk, and the sets of manifests. */
export interface Session {
  opened(document: TextDocument): void;
  changed(document: TextDocument): void;
  closed(uri: string): void;
  /** Files that changed on disk. */
  changedOnDisk(uris: readonly string[]): Promise<void>;
  /** Files or folders that are new on disk. */
  created(uris: readonly string[]): Promise<void>;
  /** Files or folders that are gone. */
  deleted(uris: readonly string[]): void;
  /** Starts over with these folders and the settings of now: open buffers first, then what is on disk. Ends when all is read and checked. */
  load(folders: readonly string[]): Promise<void>;
  folders(): readonly string[];
  /** All that is known, a linter a folder. */
  linters(): readonly Linter[];
  status(): Status;
  /** A file as it is now. `checked`: with the findings of now as well. */
  at(uri: string, checked?: 'checked'): Snapshot | undefined;
  dispose(): void;
}

export function createSession(host: SessionHost): Session {
  const open = new Map<string, TextDocument>();
  const dirty = new Set<string>();
  let folders: readonly string[] = [];
  let sets: readonly ManifestSet[] = [];
  let generation = 0;
  let newest = Promise.resolve();

  const of = (uri: string): ManifestSet | undefined => setOf(sets, uri);
  const documentIn = (set: ManifestSet) => (uri: string): TextDocument | undefined => {
    const manifest = set.linter.workspace.manifests.get(uri);
    return open.get(uri) ?? (manifest === undefined ? undefined : documentOfManifest(manifest));
  };

  const flush = (): void => {
    for (const uri of dirty) {
      // Before it is looked at: one that fails does not do so again and again, in the way of all others.
      dirty.delete(uri);
      const document = open.get(uri);
      const set = of(uri);
      if (document !== undefined && set !== undefined) updateFromBuffer(set, uri, document);
    }
  };
  const checker = createChecker({
    publisher: host.publisher, flush,
    sets: () => sets,
    setOf: of,
    openDocument: (uri) => open.get(uri),
    documentOf: documentIn,
    failed: (error) => { host.report('check', error); },
    checked: (changed) => {
      host.status(() => statusOf(sets, host.publisher.totals()));
      host.changed(changed);
    },
  });

  const disk = createDisk({
    files: host.files,
    sets: () => sets,
    setOf: of,
    isOpen: (uri) => open.has(uri),
    changed: () => { checker.schedule(); },
  });

  const index = async (set: ManifestSet, mine: number): Promise<void> => {
    const progress = host.progress();
    try {
      await indexFolder(set, {
        files: host.files,
        disk,
        owns: (uri) => of(uri) === set,
        isOpen: (uri) => open.has(uri),
        abandoned: () => mine !== generation,
        progress: (done, total) => { progress.report(done, total); },
      });
    } catch (error) {
      host.report(`reading ${set.folder ?? ''}`, error);
    } finally {
      progress.done();
    }
    if (mine === generation) await checker.finish();
    if (mine !== generation) return;
    set.indexing = false;
    checker.publishAll(set);
    host.changed('all');
  };

  const startOver = async (next: readonly string[]): Promise<void> => {
    const mine = ++generation;
    disk.startOver();
    folders = [...new Set(next.map((uri) => canonicalUri(uri).replace(/\/$/, '')))];
    const homes = [undefined, ...folders];
    const settings = await host.settings(homes);
    if (mine !== generation) return;
    const elsewhere = host.schemasElsewhere();
    sets = homes.flatMap((folder, place) => {
      const own = settings[place];
      const onRuleError = (rule: string, uri: string, error: unknown): void => { host.report(`rule ${rule} on ${uri}`, error); };
      return own === undefined ? [] : [createSet({ folder, settings: own, schemasElsewhere: elsewhere, onRuleError })];
    });
    for (const set of sets) set.indexing = set.folder !== undefined;
    for (const uri of open.keys()) dirty.add(uri);
    await checker.finish();
    if (mine !== generation) return;
    for (const uri of host.publisher.shown()) {
      if (of(uri)?.folder === undefined && !open.has(uri)) host.publisher.publish(uri, undefined, []);
    }
    await Promise.all(sets.filter((set) => set.folder !== undefined).map((set) => index(set, mine)));
    if (mine === generation) await checker.finish();
    if (mine === generation) host.changed('all');
  };

  return {
    opened(document) {
      const uri = canonicalUri(document.uri);
      if (!isChecked(document, folders)) return;
      open.set(uri, document);
      dirty.add(uri);
      checker.schedule();
    },
    changed(document) {
      const uri = canonicalUri(document.uri);
      if (!open.has(uri)) return;
      dirty.add(uri);
      checker.schedule();
    },
    closed(rawUri) {
      const uri = canonicalUri(rawUri);
      if (!open.delete(uri)) return;
      dirty.delete(uri);
      const set = of(uri);
      set?.problems.delete(uri);
      if (set?.onDisk.has(uri) === true) {
        disk.readAnew(uri).catch((error: unknown) => { host.report(`reading ${uri}`, error); });
        return;
      }
      set?.linter.update(uri, undefined);
      host.publisher.publish(uri, undefined, []);
      checker.schedule();
    },
    changedOnDisk: (uris) => disk.changed(uris),
    created: (uris) => disk.created(uris),
    deleted: (uris) => { disk.deleted(uris); },
    async load(next) {
      newest = startOver(next);
      // Whoever waits for all to be read waits for the load that has overtaken theirs, too.
      for (let waited; waited !== newest;) {
        waited = newest;
        await waited;
      }
    },
    folders: () => folders,
    linters: () => {
      if (dirty.size > 0) flush();
      return sets.map(({ linter }) => linter);
    },
    status: () => statusOf(sets, host.publisher.totals()),
    at(rawUri, checked) {
      if (checked === 'checked') checker.settle();
      const uri = canonicalUri(rawUri);
      const set = of(uri);
      if (set === undefined) return undefined;
      if (dirty.size > 0) flush();
      const documentOf = documentIn(set);
      const document = documentOf(uri);
      return document === undefined ? undefined : { uri, document, linter: set.linter, settings: set.settings, isPartial: set.indexing, documentOf };
    },
    dispose() {
      generation++;
      checker.dispose();
    },
  };
}

function updateFromBuffer(set: ManifestSet, uri: string, document: TextDocument): void {
  const text = set.excludes(uri) ? undefined : document.getText();
  const tooLarge = text !== undefined && text.length > largestFile;
  if (tooLarge) set.problems.set(uri, 'too large');
  else set.problems.delete(uri);
  set.linter.update(uri, tooLarge ? undefined : text);
}
