import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toDiagnostic } from './convert.ts';
import type { DocumentOf } from './convert.ts';
import { believable } from './manifest-set.ts';
import type { ManifestSet } from './manifest-set.ts';
import type { Publisher } from './publish.ts';

/** Milliseconds below which a check is not felt, and none is put off. */
const unnoticed = 10;
const longestDelay = 300;
/** After so many milliseconds a check lets others have their turn: thousands of chains may depend on the Service of one gateway. */
const longestTurn = 40;

export interface CheckingHost {
  readonly publisher: Publisher;
  sets(): readonly ManifestSet[];
  setOf(uri: string): ManifestSet | undefined;
  openDocument(uri: string): TextDocument | undefined;
  documentOf(set: ManifestSet): DocumentOf;
  /** Brings the sets up to date with the open buffers. */
  flush(): void;
  failed(error: unknown): void;
  /** `changed`: the files that were looked at anew. */
  checked(changed: ReadonlySet<string>): void;
}

/**
 * Checks what has changed, after a delay that follows from how long it takes, and publishes what has come of it. A long check goes on in turns,
 * what was edited first and what depends on it in open files next, so that whoever types or asks is answered in between.
 */
export interface Checker {
  schedule(): void;
  /** Checks at once, in turns. */
  finish(): Promise<void>;
  /** Checks at once what a check is scheduled for, in one go: somebody waits for all of it. */
  settle(): void;
  /** Publishes all of a set: its folder has been read. */
  publishAll(set: ManifestSet): void;
  dispose(): void;
}

export function createChecker(host: CheckingHost): Checker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastRun = 0;

  const publish = (set: ManifestSet, uri: string): void => {
    const open = host.openDocument(uri);
    if (host.setOf(uri) !== set || (open === undefined && set.indexing)) return;
    const silent = open === undefined && set.settings.scope === 'openFiles';
    const documentOf = host.documentOf(set);
    const document = open ?? documentOf(uri);
    const findings = silent || document === undefined ? [] : believable(set, uri);
    host.publisher.publish(uri, open?.version, document === undefined ? [] : findings.map((finding) => toDiagnostic(finding, document, documentOf)));
  };

  const isOpen = (uri: string): boolean => host.openDocument(uri) !== undefined;
  /** Says whether it failed: it is not tried again before something changes. */
  const check = (isEnough?: () => boolean): boolean => {
    clearTimeout(timer);
    timer = undefined;
    const changed = new Set<string>();
    let failed = false;
    try {
      host.flush();
      for (const set of host.sets()) {
        for (const uri of set.linter.check(isEnough, isOpen)) {
          changed.add(uri);
          publish(set, uri);
        }
      }
    } catch (error) {
      failed = true;
      host.failed(error);
    }
    host.checked(changed);
    return failed;
  };
  const isDone = (): boolean => host.sets().every(({ linter }) => linter.isChecked());
  const takeTurn = (): void => {
    const start = performance.now();
    const failed = check(() => performance.now() - start > longestTurn);
    lastRun = performance.now() - start;
    if (!failed && !isDone()) timer = setTimeout(takeTurn, 0);
  };

  return {
    async finish() {
      takeTurn();
      while (timer !== undefined && !isDone()) await new Promise((resolve) => { setTimeout(resolve, 0); });
    },
    settle: () => { if (timer !== undefined) check(); },
    schedule() {
      clearTimeout(timer);
      timer = setTimeout(takeTurn, lastRun < unnoticed ? 0 : Math.min(lastRun, longestDelay));
    },
    publishAll(set) {
      const shown = host.publisher.shown().filter((uri) => host.setOf(uri) === set);
      for (const uri of new Set([...set.linter.workspace.manifests.keys(), ...shown])) publish(set, uri);
    },
    dispose() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
