/** Child processes, none of which outlives this one. */
import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './project.ts';

export interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
}

const running = new Set<ChildProcess>();
const windows = process.platform === 'win32';

/** Starts a command as the head of a process group of its own, so that `stop` reaches whatever it starts in turn. */
export function start(command: string, args: readonly string[], options: Options = {}): ChildProcess {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: options.stdio ?? ['ignore', 'inherit', 'inherit'],
    detached: !windows,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs a command to its end and returns its exit code; its output is ours. */
export function run(command: string, args: readonly string[], options: Options = {}): Promise<number> {
  const child = start(command, args, options);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => { resolve(code ?? signalCode(signal)); });
  });
}

/** Runs a script or a package's own command with the Node that runs this one. */
export function runNode(script: string, args: readonly string[] = [], options: Options = {}): Promise<number> {
  return run(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', script, ...args], options);
}

/** Ends a process and all that it started. */
export function stop(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended between the question and the call.
  }
}

/** From here on, every way out of this process ends its children first, the death of its parent too. `onSignal` says goodbye. */
export function stopChildrenOnExit(onSignal?: (signal: NodeJS.Signals) => void): void {
  process.once('exit', () => { for (const child of running) stop(child); });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not `once`: a signal that comes twice (from the terminal, and passed on by npm) must not cut the clean-up short.
    process.on(signal, () => {
      onSignal?.(signal);
      process.exit(signalCode(signal));
    });
  }
  endWithParent();
}

/** A parent that is killed says nothing: its number tells. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) process.exit(1); }, 500).unref();
}

function signalCode(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}

/** True when a command of this name can be started from here. */
export function commandExists(command: string): boolean {
  return spawnSync(windows ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0;
}
