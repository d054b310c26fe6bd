/** Makes the .vsix: `npm run package`. Production bundles first, then `vsce` with what `.vscodeignore` lets in. */
import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runNode, stopChildrenOnExit } from './lib/processes.ts';
import { root, vsixPath } from './lib/project.ts';
import { readZip } from './lib/zip.ts';

/** An extension this small downloads in no time; more means that something slipped in. */
const limit = 1_000_000;

stopChildrenOnExit();
if (await runNode('scripts/build.ts', ['--production']) !== 0) process.exit(1);

const path = vsixPath();
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
if (await runNode(vsce, ['package', '--no-dependencies', '--out', path]) !== 0) process.exit(1);

const { size } = statSync(path);
console.log(`${relative(root, path)}  ${(size / 1024).toFixed(0)} KB, ${String(readZip(path).length)} files`);
if (size > limit) {
  console.error(`The package is larger than ${String(limit / 1000)} KB`);
  process.exit(1);
}
