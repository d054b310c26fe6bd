import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Output } from './io.ts';
import { main } from './main.ts';

// A reader that has seen enough (`egress-lint | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void main(process.argv.slice(2), {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  stdin: process.stdin,
  cwd: process.cwd(),
  env: process.env,
  version: ownVersion(),
}).then((code) => { process.exitCode = code; });

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => { stream.write(text); },
    isTerminal: stream.isTTY,
    get columns() {
      return stream.columns;
    },
  };
}

/** The version in the nearest package.json above the script that runs, which is ours whether it is bundled or not. */
function ownVersion(): string {
  try {
    for (let folder = dirname(realpathSync(process.argv[1] ?? '')); ; folder = dirname(folder)) {
      const found = versionIn(join(folder, 'package.json'));
      if (found !== undefined) return found;
      if (folder === dirname(folder)) return 'unknown';
    }
  } catch {
    return 'unknown';
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
