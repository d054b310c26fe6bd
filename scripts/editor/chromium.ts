/** The Chromium that shows VS Code's workbench to the tests. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../lib/processes.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function findChromium(): string | undefined {
  const given = process.env['CHROME_PATH'];
  if (given !== undefined && given !== '') {
    if (!isExecutable(given)) throw new Error(`CHROME_PATH names ${given}, which is not a program`);
    return given;
  }
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  const candidates = names.flatMap(name => folders.map(folder => join(folder, name)));
  return [...candidates, ...macApplications].find(isExecutable);
}

/** Finds Chromium, or installs it where that needs nobody's leave. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  const install = 'apt-get update && apt-get install -y -o DPkg::Lock::Timeout=120 chromium';
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error(`Chromium is missing. Install it with: sudo sh -c '${install}' (or set CHROME_PATH to a Chromium or Chrome)`);
  }
  console.log('Installing Chromium');
  await run('sh', ['-c', `(${install}) > /dev/null`], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  const installed = findChromium();
  if (installed === undefined) throw new Error(`Chromium could not be installed with: ${install}`);
  return installed;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
