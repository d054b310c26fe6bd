/** A client over stdio for tests: a real process of `out/server.js`, and whatever it has said so far. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { ClientCapabilities, CodeAction, Diagnostic, InitializeResult, LogMessageParams, PublishDiagnosticsParams, Range, TextEdit } from 'vscode-languageserver';

export const serverFile = join(import.meta.dirname, '..', '..', 'out', 'server.js');

export interface Options {
  readonly folders?: readonly string[];
  readonly initializationOptions?: unknown;
  readonly capabilities?: ClientCapabilities;
  /** Answers `workspace/configuration`, by the URI of the folder. */
  readonly configuration?: (scope: string | undefined) => unknown;
  readonly arguments?: readonly string[];
  /** Answers every `client/registerCapability` with an error. */
  readonly refusesRegistration?: boolean;
}

export interface Client {
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  readonly pid: number;
  /** All diagnostics that came, in order. */
  readonly published: readonly PublishDiagnosticsParams[];
  readonly log: readonly string[];
  readonly registered: readonly string[];
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(uri: string, version: number, changes: readonly { readonly range?: Range; readonly text: string }[]): Promise<void>;
  close(uri: string): Promise<void>;
  /** What is shown for a file now. */
  shown(uri: string): readonly Diagnostic[];
  /** Waits until what is shown is as wished, whether it is so already or becomes so. */
  until(uri: string, wished: (diagnostics: readonly Diagnostic[], version: number | undefined) => boolean): Promise<readonly Diagnostic[]>;
  /** Waits until the server has written something to its log. */
  logged(part: string): Promise<void>;
  /** Waits until the server has answered everything sent so far, and has had a moment of rest. */
  settle(): Promise<void>;
  codeActions(uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]>;
  stop(): Promise<number | null>;
}

const patience = 10_000;

export async function start(options: Options = {}): Promise<Client> {
  const server = spawn(process.execPath, [serverFile, ...(options.arguments ?? ['--stdio'])], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = new Promise<number | null>((resolve) => server.on('exit', resolve));
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const published: PublishDiagnosticsParams[] = [];
  const latest = new Map<string, PublishDiagnosticsParams>();
  const log: string[] = [];
  const registered: string[] = [];
  const waiting = new Set<() => void>();

  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    latest.set(params.uri, params);
    for (const look of waiting) look();
  });
  connection.onNotification('window/logMessage', ({ message }: LogMessageParams) => { log.push(message); });
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly { scopeUri?: string }[] }) => items.map((item) => options.configuration?.(item.scopeUri) ?? null));
  connection.onRequest('client/registerCapability', ({ registrations }: { registrations: readonly { method: string }[] }) => {
    registered.push(...registrations.map(({ method }) => method));
    if (options.refusesRegistration === true) throw new Error('nothing can be registered');
    return null;
  });
  connection.listen();

  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid, rootUri: null,
    workspaceFolders: (options.folders ?? []).map((uri) => ({ uri, name: uri })),
    initializationOptions: options.initializationOptions,
    capabilities: {
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
      workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true }, ...(options.configuration === undefined ? {} : { configuration: true }) },
      ...options.capabilities,
    },
  });
  await connection.sendNotification('initialized', {});

  const shown = (uri: string): readonly Diagnostic[] => latest.get(uri)?.diagnostics ?? [];
  return {
    connection, initialized, published, log, registered, shown,
    pid: server.pid ?? 0,
    open: (uri, text, languageId = 'yaml') => connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, contentChanges) => connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    close: (uri) => connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    until: (uri, wished) => new Promise((resolve, reject) => {
      const fits = (): boolean => {
        const params = latest.get(uri);
        if (params === undefined || !wished(params.diagnostics, params.version)) return false;
        waiting.delete(fits);
        clearTimeout(timer);
        resolve(params.diagnostics);
        return true;
      };
      const timer = setTimeout(() => {
        waiting.delete(fits);
        reject(new Error(`waited in vain; ${uri} has ${JSON.stringify(latest.get(uri))}; the server said ${log.join(' | ')}`));
      }, patience);
      if (!fits()) waiting.add(fits);
    }),
    async logged(part) {
      for (let waited = 0; !log.some((message) => message.includes(part)); waited += 20) {
        if (waited > patience) throw new Error(`the server did not write "${part}", but: ${log.join(' | ')}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async settle() {
      await connection.sendRequest('egress/ruleDocs', null);
      await new Promise((resolve) => setTimeout(resolve, 60));
      await connection.sendRequest('egress/ruleDocs', null);
    },
    codeActions: async (uri, range, only) => await connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
      textDocument: { uri }, range, context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    }) ?? [],
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await exit;
      connection.dispose();
      return code;
    },
  };
}

/** A folder on disk with these files, which are removed at the end. */
export interface Folder {
  readonly uri: string;
  uriOf(path: string): string;
  write(path: string, text: string | Uint8Array): void;
  remove(path: string): void;
  dispose(): void;
}

export function folderWith(files: Readonly<Record<string, string>>): Folder {
  const home = mkdtempSync(join(tmpdir(), 'egress-'));
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    uri: pathToFileURL(home).href,
    uriOf: (path) => pathToFileURL(join(home, path)).href,
    write,
    remove: (path) => { rmSync(join(home, path), { recursive: true }); },
    dispose: () => { rmSync(home, { recursive: true, force: true }); },
  };
}

/** The text after edits, all of which are about the text before. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const offset = ({ line, character }: Range['start']): number => {
    let at = 0;
    for (let passed = 0; passed < line; passed++) at = text.indexOf('\n', at) + 1;
    return at + character;
  };
  return [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)), text);
}

/** The edits that an action has for one file. */
export function editsFor(action: CodeAction | undefined, uri: string): readonly TextEdit[] {
  const changed = action?.edit?.documentChanges ?? [];
  return changed.flatMap((change) => ('textDocument' in change && change.textDocument.uri === uri ? change.edits as TextEdit[] : []));
}
