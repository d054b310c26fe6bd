/** Which editor the tests run in: VS Code desktop where it is to be had, the local host elsewhere. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { desktopEditor } from './desktop.ts';
import { ensureEditorHost } from './install.ts';

export interface Editor {
  /** What `@vscode/test-electron` starts. */
  readonly executable: string;
  /** Name and version, for people. */
  readonly title: string;
}

/** `wish` is the value of EGRESS_EDITOR: `desktop`, `local`, or undefined for whichever works. */
export async function chooseEditor(wish: string | undefined): Promise<Editor> {
  if (wish !== undefined && wish !== 'desktop' && wish !== 'local') throw new Error(`EGRESS_EDITOR must be desktop or local, not ${wish}`);
  if (wish === 'local') return localEditor();
  const desktop = await desktopEditor(wish === 'desktop');
  if ('executable' in desktop) return { executable: desktop.executable, title: `VS Code desktop ${versionOf(desktop.executable)}` };
  if (wish === 'desktop') throw new Error(desktop.reason);
  console.log(`Using the local editor host: ${desktop.reason}`);
  return localEditor();
}

async function localEditor(): Promise<Editor> {
  await ensureChromium();
  const { version } = await ensureEditorHost();
  return { executable: join(import.meta.dirname, 'launcher'), title: `VS Code ${version} in the local editor host (code-server)` };
}

function versionOf(executable: string): string {
  const { stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? '(of unknown version)';
}
