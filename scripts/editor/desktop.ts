/** VS Code's own desktop build, where it can be downloaded and has a screen to open on. */
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { join } from 'node:path';
import { cache } from '../lib/project.ts';

/** How long the download may stay silent. */
const patience = { forced: 60_000, tried: 4_000 };

/** The executable, or why there is none. */
export async function desktopEditor(forced: boolean): Promise<{ readonly executable: string } | { readonly reason: string }> {
  const screen = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && screen === undefined) return { reason: 'this machine has no screen for VS Code desktop' };
  try {
    const executable = await downloadAndUnzipVSCode({
      version: process.env['EGRESS_VSCODE_VERSION'] ?? 'stable',
      cachePath: join(cache, 'vscode'),
      timeout: forced ? patience.forced : patience.tried,
      reporter: new SilentReporter(),
    });
    return { executable };
  } catch (error) {
    return { reason: `VS Code desktop cannot be downloaded here (${error instanceof Error ? error.message : String(error)})` };
  }
}
