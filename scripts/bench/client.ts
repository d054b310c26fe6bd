/** The least of an LSP client that a language server will talk to, and how long it lets the client wait. */
import type { ChildProcess } from 'node:child_process';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { start, stop } from '../lib/processes.ts';
import { residentMemory } from './measure.ts';

/** A language server to measure. */
export interface Server {
  readonly script: string;
  /** Its settings, by section. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running server with the client's end of the line. */
export interface Session {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  /** From the start of the process until it had answered `initialize`. */
  readonly startUp: number;
  /** Waits for the diagnostics of a version of a file. Servers that name no version are believed to mean the latest. */
  diagnostics(uri: string, version: number): Promise<number>;
  memory(): number;
  end(): Promise<void>;
}

interface Diagnostics {
  readonly uri: string;
  readonly version?: number | null;
  readonly diagnostics: readonly unknown[];
}

const patience = 120_000;

/** Starts a server and initializes it. */
export async function connect(server: Server, folder: string | null = null): Promise<Session> {
  const begin = performance.now();
  const process = start(globalThis.process.execPath, [server.script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'], ...(server.env === undefined ? {} : { env: server.env }) });
  const { stdin, stdout } = process;
  if (stdin === null || stdout === null) throw new Error('The server has no standard streams');
  const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  const waiting = new Set<(published: Diagnostics) => void>();
  connection.onNotification('textDocument/publishDiagnostics', (published: Diagnostics) => { for (const tell of [...waiting]) tell(published); });
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section?: string }[] }) => items.map(({ section = '' }) => server.settings[section] ?? null));
  for (const method of ['client/registerCapability', 'window/workDoneProgress/create']) connection.onRequest(method, () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: globalThis.process.pid, rootUri: folder, workspaceFolders: folder === null ? null : [{ uri: folder, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true }, synchronization: {} },
    },
  });
  const startUp = performance.now() - begin;
  void connection.sendNotification('initialized', {});
  return {
    process, connection, startUp,
    diagnostics: (uri, version) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => { reject(new Error(`${server.script} published nothing for version ${version} in two minutes`)); }, patience);
      const tell = (published: Diagnostics): void => {
        if (published.uri !== uri || (typeof published.version === 'number' && published.version !== version)) return;
        clearTimeout(timer);
        waiting.delete(tell);
        resolve(published.diagnostics.length);
      };
      waiting.add(tell);
    }),
    memory: () => residentMemory(process.pid),
    async end() {
      await connection.sendRequest('shutdown');
      const ended = new Promise((resolve) => { process.once('exit', resolve); });
      // What Node has compiled it writes down when a process ends by itself.
      await connection.sendNotification('exit');
      await Promise.race([ended, new Promise((resolve) => { setTimeout(resolve, 2_000); })]);
      connection.dispose();
      stop(process);
    },
  };
}
