/**
 * Runs `test/editor` against the packaged extension in a real VS Code: `npm run test:editor`.
 *
 * `--packaged` takes the .vsix as it lies there; otherwise it is made first. `--web` runs the extension's browser
 * entry. `--pictures FOLDER` keeps the screenshots there (default out/screenshots). EGRESS_EDITOR=desktop|local decides
 * for one editor.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { chooseEditor } from './editor/choose.ts';
import { uiFolderName } from './editor/ui-protocol.ts';
import { readArguments } from './lib/arguments.ts';
import { runMain } from './lib/main.ts';
import { runNode } from './lib/processes.ts';
import { out, root, vsixPath } from './lib/project.ts';
import { countsIn, noCounts, writeCounts, type Counts } from './lib/counts.ts';
import { unzip } from './lib/zip.ts';

const { values } = readArguments({
  options: { packaged: { type: 'boolean' }, web: { type: 'boolean' }, pictures: { type: 'string' } },
});
const web = values.web === true;
const pictures = resolve(root, values.pictures ?? join(out, 'screenshots'));

const folder = mkdtempSync(join(tmpdir(), 'egress-test-'));
process.once('exit', () => { rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); });
await runMain(main);

async function main(): Promise<number> {
  if (values.packaged !== true && await runNode('scripts/package.ts') !== 0) return 1;
  if (!existsSync(vsixPath())) throw new Error(`${vsixPath()} is missing: npm run package makes it`);
  unzip(vsixPath(), join(folder, 'package'));
  cpSync(join(root, 'examples'), join(folder, 'workspace'), { recursive: true });
  await bundleTests();
  const editor = await chooseEditor(process.env['EGRESS_EDITOR']);
  console.log(`Editor: ${editor.title}${web ? ', extension in a web worker' : ''}`);
  const counts = await runIn(editor.executable);
  writeCounts(web ? 'editor-web' : 'editor', counts);
  keepPictures();
  console.log(`Editor: ${editor.title}`);
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

async function bundleTests(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [web ? 'test/editor/index.web.ts' : 'test/editor/index.ts'],
    outfile: join(folder, 'editor.js'),
    bundle: true,
    platform: web ? 'browser' : 'node',
    format: 'cjs',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function runIn(executable: string): Promise<Counts> {
  let output = '';
  const tee = new Writable({
    write(chunk: Buffer, _encoding, done) {
      output += chunk.toString();
      process.stdout.write(chunk, done);
    },
  });
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: join(folder, 'package', 'extension'),
      extensionTestsPath: join(folder, 'editor.js'),
      launchArgs: [join(folder, 'workspace'), '--disable-extensions', ...(web ? ['--extensionDevelopmentKind=web'] : [])],
      // Pictures that are kept are looked at: sharp ones, then.
      extensionTestsEnv: { EGRESS_UI: join(folder, uiFolderName), EGRESS_SCALE: values.pictures === undefined ? '1' : '1.5' },
      stdout: tee,
    });
    return countsIn(output);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    const counts = countsIn(output);
    return counts.failed > 0 ? counts : { ...noCounts, passed: counts.passed, failed: 1 };
  }
}

function keepPictures(): void {
  const folderOfRequests = join(folder, uiFolderName);
  if (!existsSync(folderOfRequests)) return;
  const files = readdirSync(folderOfRequests).filter(file => file.endsWith('.png'));
  if (files.length === 0) return;
  mkdirSync(pictures, { recursive: true });
  for (const file of files) cpSync(join(folderOfRequests, file), join(pictures, file));
  console.log(`Pictures: ${files.map(file => join(pictures, file)).join(', ')}`);
}
