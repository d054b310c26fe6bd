import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMainThread, workerData } from 'node:worker_threads';
import type { Output } from './io.ts';
import { main } from './main.ts';
import { sieve } from './sieving.ts';

if (isMainThread) run();
else sieve(workerData);

function run(): void {
  // A reader that has seen enough (`egress-lint | head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const script = ownScript();
  void main(process.argv.slice(2), {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin: process.stdin,
    cwd: process.cwd(),
    env: process.env,
    version: script === undefined ? 'unknown' : versionAbove(script),
    ...(script === undefined ? {} : { script }),
  }).then((code) => { process.exitCode = code; });
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => { stream.write(text); },
    isTerminal: stream.isTTY,
    get columns() {
      return stream.columns;
    },
  };
}

/** The file that runs, whether it is bundled or not. */
function ownScript(): string | undefined {
  try {
    return realpathSync(process.argv[1] ?? '');
  } catch {
    return undefined;
  }
}

/** The version in the nearest package.json above the script that is ours. */
function versionAbove(script: string): string {
  for (let folder = dirname(script); ; folder = dirname(folder)) {
    const found = versionIn(join(folder, 'package.json'));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return 'unknown';
  }
}

function versionIn(path: string): string | undefined {
  try {
    const parsed = JSON.parse(readFileSync(path, 'utf8')) as { readonly name?: string; readonly version?: string };
    return parsed.name === 'egress-manifests' ? parsed.version : undefined;
  } catch {
    return undefined;
  }
}
