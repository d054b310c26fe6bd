/**
 * Opens VS Code with the extension loaded on `examples/`: `npm start [-- --no-open] [-- --port N] [-- --editor local]`.
 * The `code` command where there is one, else the local editor host, which a browser shows.
 */
import { join } from 'node:path';
import { ensureEditorHost } from './editor/install.ts';
import { pageUrl, startServer } from './editor/server.ts';
import { readArguments } from './lib/arguments.ts';
import { commandExists, run, runNode, start, stopChildrenOnExit } from './lib/processes.ts';
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

stopChildrenOnExit(() => { console.log('\nThe editor is closed.'); });
console.log('Building the extension');
if (await runNode('scripts/build.ts') !== 0) process.exit(1);

if (values.editor !== 'local' && values.open && commandExists('code')) await openDesktop();
else await openLocal();

async function openDesktop(): Promise<void> {
  console.log('Opening VS Code on examples/');
  const code = await run('code', ['--new-window', `--extensionDevelopmentPath=${root}`, examples]);
  process.exit(code);
}

async function openLocal(): Promise<void> {
  const host = await ensureEditorHost();
  console.log(`Starting VS Code ${host.version}`);
  const wanted = Number(values.port);
  const server = await startServer(host, { port: wanted });
  const url = pageUrl(server.address, { workspace: examples, extension: root });
  if (!server.address.endsWith(`:${String(wanted)}`)) console.log(`Port ${String(wanted)} is in use, so another one was taken.`);
  console.log(`\nVS Code with the extension, on examples/:\n\n  ${url}\n\nCtrl-C ends it.`);
  if (values.open) openBrowser(url);
  await server.ended;
}

function openBrowser(url: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  // Without a browser the line above is all there is.
  if (commandExists(opener)) start(opener, [url], { stdio: 'ignore' }).once('error', () => undefined);
}
