/** Starts the server half of VS Code on a free port of this machine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../lib/ports.ts';
import { start, stop } from '../lib/processes.ts';
import type { EditorHost } from './install.ts';

export interface EditorServer {
  readonly address: string;
  readonly stop: () => void;
  /** Settles when the server has ended by itself. */
  readonly ended: Promise<never>;
}

export interface ServerOptions {
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Shows the server's own log. */
  readonly verbose?: boolean;
}

const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'update.mode': 'none',
  'extensions.ignoreRecommendations': true,
};

/** How long the server may take to answer its first request. */
const patience = 60_000;

export async function startServer(host: EditorHost, options: ServerOptions = {}): Promise<EditorServer> {
  const port = await freePort(options.port);
  const data = mkdtempSync(join(tmpdir(), 'egress-editor-'));
  writeSettings(data, { ...settings, ...options.settings });
  const log = options.verbose === true ? 'inherit' : 'ignore';
  const child = start(process.execPath, [
    join(import.meta.dirname, 'guard.ts'), process.execPath, join(host.folder, 'out', 'server-main.js'),
    '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms',
    '--telemetry-level', 'off', '--server-data-dir', data, '--disable-workspace-trust',
    // The one switch that makes a built VS Code listen to the page's `payload` (extension under development, its tests).
    '--enable-smoke-test-driver',
  ], { stdio: ['ignore', log, log], ...(options.env === undefined ? {} : { env: options.env }) });

  const removeData = (): void => { rmSync(data, { recursive: true, force: true, maxRetries: 3 }); };
  process.once('exit', () => { stop(child); removeData(); });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', code => { reject(new Error(`The server of VS Code has ended (exit code ${String(code)})`)); });
  });
  ended.catch(() => undefined);
  const address = `127.0.0.1:${String(port)}`;
  await Promise.race([answers(`http://${address}/version`), ended]);
  return { address, ended, stop: () => { stop(child); removeData(); } };
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url);
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await pause(100);
  }
  throw new Error(`The server of VS Code did not answer within ${String(patience / 1000)} s`);
}

function writeSettings(data: string, values: Readonly<Record<string, unknown>>): void {
  const folder = join(data, 'data', 'Machine');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(values, undefined, 2));
}

export interface Opening {
  readonly workspace: string;
  readonly extension: string;
  readonly tests?: string;
  /** `web` runs the extension's browser entry in a web worker. */
  readonly kind?: string;
}

/** The page that shows a folder with an extension under development. */
export function pageUrl(address: string, opening: Opening): string {
  const remote = (path: string): string => `vscode-remote://${address}${path}`;
  const payload: [string, string][] = [['extensionDevelopmentPath', remote(opening.extension)], ['skipWelcome', 'true']];
  if (opening.tests !== undefined) payload.push(['extensionTestsPath', remote(opening.tests)]);
  if (opening.kind !== undefined) payload.push(['extensionDevelopmentKind', opening.kind]);
  const query = new URLSearchParams({ folder: opening.workspace, payload: JSON.stringify(payload) });
  return `http://${address}/?${query.toString()}`;
}
