import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { statusNotification } from '../protocol/index.ts';
import type { Status } from '../protocol/index.ts';
import { inWords } from './status.ts';

/** Shows how far the reading of a folder is. What takes a moment only is not worth a message. */
export function startProgress(connection: Connection, supported: boolean): { report(done: number, total: number): void; done(): void } {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let finished = false;
  const begin = async (): Promise<void> => {
    const created = await connection.window.createWorkDoneProgress();
    created.begin('Egress Manifests', 0, 'Reading the workspace', false);
    if (finished) created.done();
    else reporter = created;
  };
  const timer = supported ? setTimeout(() => void begin().catch(() => undefined), noticed) : undefined;
  return {
    report(done, total) {
      reporter?.report(Math.floor((100 * done) / total), `${String(done)} of ${String(total)} files`);
    },
    done() {
      clearTimeout(timer);
      finished = true;
      reporter?.done();
    },
  };
}

const noticed = 150;
const statusPause = 100;

/**
 * Passes the status on, at most every so often, and where nothing shows it writes to the log what is not checked.
 */
export function statusReporter(connection: Connection, shown: boolean): (status: () => Status) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const send = (status: Status): void => {
    if (!shown && status.indexing) return;
    const text = JSON.stringify(shown ? status : status.skipped);
    if (text === last) return;
    last = text;
    if (shown) void connection.sendNotification(statusNotification.method, status);
    else if (status.skipped.length > 0) connection.console.info(inWords(status));
  };
  return (status) => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      send(status());
    }, statusPause);
  };
}
