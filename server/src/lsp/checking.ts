import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toDiagnostic } from './convert.ts';
import type { DocumentOf } from './convert.ts';
import { believable } from './manifest-set.ts';
import type { ManifestSet } from './manifest-set.ts';
import type { Publisher } from './publish.ts';

/** Below this a check is not felt, and none is put off. */
const unnoticed = 10;
const longestDelay = 300;

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

/** Checks what has changed, after a delay that follows from how long it takes, and publishes what has come of it. */
export interface Checker {
  schedule(): void;
  /** Checks at once. */
  run(): void;
  /** Checks at once what a check is scheduled for. */
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

  const run = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const start = performance.now();
    const changed = new Set<string>();
    try {
      host.flush();
      for (const set of host.sets()) {
        for (const uri of set.linter.check()) {
          changed.add(uri);
          publish(set, uri);
        }
      }
    } catch (error) {
      host.failed(error);
    }
    lastRun = performance.now() - start;
    host.checked(changed);
  };

  return {
    run,
    settle: () => { if (timer !== undefined) run(); },
    schedule() {
      clearTimeout(timer);
      timer = setTimeout(run, lastRun < unnoticed ? 0 : Math.min(lastRun, longestDelay));
    },
    publishAll(set) {
      const shown = host.publisher.shown().filter((uri) => host.setOf(uri) === set);
      for (const uri of new Set([...set.linter.workspace.manifests.keys(), ...shown])) publish(set, uri);
    },
    dispose: () => { clearTimeout(timer); },
  };
}
