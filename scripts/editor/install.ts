/**
 * A whole VS Code (server, workbench, Node extension host) from the npm package `code-server`, for machines that cannot
 * download the desktop build. Installed once per version into the cache; a half-done install never counts as one.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/processes.ts';
import { cache } from '../lib/project.ts';

const version = '4.139.1';
// Without install scripts nothing is compiled: all that stays unbuilt is the native log writer.
const npmFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

export interface EditorHost {
  /** The folder of VS Code's server. */
  readonly folder: string;
  /** The version of VS Code in it. */
  readonly version: string;
}

export async function ensureEditorHost(): Promise<EditorHost> {
  const home = join(cache, 'editor', `code-server-${version}`);
  if (!existsSync(home)) await install(home);
  const folder = vscodeFolder(home);
  const product = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return { folder, version: product.version };
}

async function install(home: string): Promise<void> {
  const draft = `${home}.${String(process.pid)}.tmp`;
  mkdirSync(draft, { recursive: true });
  try {
    writeFileSync(join(draft, 'package.json'), '{ "private": true }\n');
    console.log(`Installing VS Code (code-server ${version}), step 1 of 2`);
    await npm(draft, ['install', `code-server@${version}`]);
    console.log('Installing the modules of VS Code, step 2 of 2');
    await npm(vscodeFolder(draft), ['install', '--omit=dev']);
    adopt(draft, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Of two installs at the same time the first one stays. */
function adopt(draft: string, home: string): void {
  try {
    renameSync(draft, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const code = await run('npm', [...args, ...npmFlags], { cwd });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed with exit code ${String(code)}`);
}

function vscodeFolder(home: string): string {
  return join(home, 'node_modules', 'code-server', 'lib', 'vscode');
}
