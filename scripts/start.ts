/**
 * Opens VS Code with the extension loaded on `examples/`: `npm start [-- --no-open] [-- --port N] [-- --editor local]`.
 * The `code` command where there is one, else the local editor host, which a browser shows.
 */
import { join } from 'node:path';
import { ensureEditorHost } from './editor/install.ts';
import { pageUrl, startServer } from './editor/server.ts';
import { readArguments } from './lib/arguments.ts';
import { runMain } from './lib/main.ts';
import { commandExists, run, runNode, start } from './lib/processes.ts';
import { root, unattended } from './lib/project.ts';

const { values } = readArguments({
  allowNegative: true,
  options: {
    open: { type: 'boolean', default: !unattended },
    port: { type: 'string', default: '3650' },
    editor: { type: 'string', default: process.env['EGRESS_EDITOR'] ?? '' },
  },
});
const examples = join(root, 'examples');

await runMain(async () => {
  console.log('Building the extension');
  if (await runNode('scripts/build.ts') !== 0) return 1;
  const desktop = values.editor !== 'local' && values.open && commandExists('code');
  return desktop ? openDesktop() : openLocal();
}, () => { console.log('\nThe editor is closed.'); });

function openDesktop(): Promise<number> {
  console.log('Opening VS Code on examples/');
  return run('code', ['--new-window', `--extensionDevelopmentPath=${root}`, examples]);
}

async function openLocal(): Promise<never> {
  const wanted = Number(values.port);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) throw new Error(`--port must be a number up to 65535, not ${values.port}`);
  const host = await ensureEditorHost();
  console.log(`Starting VS Code ${host.version}`);
  const server = await startServer(host, { port: wanted });
  const url = pageUrl(server.address, { workspace: examples, extension: root });
  if (wanted !== 0 && !server.address.endsWith(`:${String(wanted)}`)) console.log(`Port ${String(wanted)} is in use, so another one was taken.`);
  console.log(`\nVS Code with the extension, on examples/:\n\n  ${url}\n\nCtrl-C ends it.`);
  if (values.open) openBrowser(url);
  return server.ended;
}

function openBrowser(url: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  // Without a browser the line above is all there is.
  if (commandExists(opener)) start(opener, [url], { stdio: 'ignore' }).once('error', () => undefined);
}
