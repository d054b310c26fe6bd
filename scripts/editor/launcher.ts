/**
 * Stands in for the VS Code executable: reads the command line that `@vscode/test-electron` gives it, runs the tests in
 * the local editor host and ends with their exit code. The environment may name EGRESS_UI (a folder for requests to the
 * page, see `ui-protocol.ts`), EGRESS_EDITOR_TIMEOUT (seconds) and EGRESS_EDITOR_LOG (shows all that VS Code says).
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../lib/main.ts';
import { ensureChromium } from './chromium.ts';
import { ensureEditorHost } from './install.ts';
import { isNoise } from './noise.ts';
import { runPage } from './page.ts';
import { pageUrl, startServer } from './server.ts';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    extensionDevelopmentKind: { type: 'string' },
  },
});

/** A calm picture: nothing beside the text that is tested. */
const testSettings = {
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.navigationControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
};

await runMain(main);

async function main(): Promise<number> {
  const [workspace] = positionals;
  const { extensionDevelopmentPath: extension, extensionTestsPath: tests, extensionDevelopmentKind: kind } = values;
  if (workspace === undefined || typeof extension !== 'string' || typeof tests !== 'string') {
    console.error('usage: launcher WORKSPACE --extensionDevelopmentPath=FOLDER --extensionTestsPath=FILE [--extensionDevelopmentKind=web]');
    return 2;
  }
  const verbose = process.env['EGRESS_EDITOR_LOG'] !== undefined;
  const chromium = await ensureChromium();
  const server = await startServer(await ensureEditorHost(), { verbose, settings: testSettings });
  const requests = process.env['EGRESS_UI'];
  const url = pageUrl(server.address, {
    workspace: resolve(workspace),
    extension: resolve(extension),
    tests: resolve(tests),
    ...(typeof kind === 'string' ? { kind } : {}),
  });
  try {
    return await Promise.race([server.ended, runPage({
      chromium,
      url,
      timeout: Number(process.env['EGRESS_EDITOR_TIMEOUT'] ?? 300) * 1000,
      log: line => { if (verbose || !isNoise(line)) console.log(line); },
      ...(requests === undefined ? {} : { requests }),
    })]);
  } finally {
    server.stop();
  }
}
