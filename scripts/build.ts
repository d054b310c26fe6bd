/**
 * Bundles what is shipped into `out/`: `npm run build [-- --minify] [-- --watch]`.
 * `--minify` (or `--production`) makes the bundles of the package: small, and without source maps.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, context, type BuildOptions, type Plugin } from 'esbuild';
import { readArguments } from './lib/arguments.ts';
import { lazily } from './lib/lazily.ts';
import { notices } from './lib/notices.ts';
import { out, root } from './lib/project.ts';

interface Bundle {
  readonly file: string;
  readonly entry: string;
  readonly options: BuildOptions;
}

/** What a process starts without: some hovers need the first, unusual YAML the second, and sockets the parts of Node. That is a fifth of the start. */
const later = lazily(['ip-num', 'yaml', 'child_process', 'crypto']);

/** The two servers have one engine between them, in the one for browsers, which has to be a single file (docs/adr/0015). */
const engineFile = './server.browser.js';
const engineName = 'engine';
const engineFace = /[\\/]engine[\\/]index\.ts$/;
const engineElsewhere: Plugin = {
  name: 'engine-elsewhere',
  setup(building) {
    building.onResolve({ filter: engineFace }, () => ({ path: engineFile, external: true }));
  },
};
/** What only a worker needs takes the engine from where that file puts it: so the engine is not among what waits to be loaded, which costs 30 ms. */
const engineAbove: Plugin = {
  name: 'engine-above',
  setup(building) {
    building.onResolve({ filter: engineFace }, ({ importer }) => (importer.endsWith('browser.ts') ? undefined : { path: engineName, namespace: 'engine-above' }));
    building.onLoad({ filter: /./, namespace: 'engine-above' }, () => ({ contents: `module.exports = ${engineName};` }));
  },
};

const node: BuildOptions = { platform: 'node', format: 'cjs', target: 'node20', plugins: [later] };
const browser: BuildOptions = { platform: 'browser', target: 'es2022' };

/** The pages of the rules are for the command line and the documentation: an editor shows the address of theirs. */
const withoutPages: Plugin = {
  name: 'without-pages',
  setup(building) {
    building.onLoad({ filter: /[\\/]engine[\\/]rules[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^( +docs: )`(?:[^`\\]|\\.)*`/gm, "$1''"), loader: 'ts',
    }));
  },
};

const engine: BuildOptions = {
  ...browser, format: 'iife', plugins: [later, withoutPages, engineAbove], globalName: engineName,
  footer: { js: `if (typeof module === 'object') module.exports = ${engineName};` },
};

const bundles: readonly Bundle[] = [
  { file: 'client.js', entry: 'client/src/node.ts', options: { ...node, external: ['vscode'] } },
  { file: 'client.browser.js', entry: 'client/src/browser.ts', options: { ...browser, format: 'cjs', external: ['vscode'] } },
  { file: 'server.js', entry: 'server/src/lsp/node/main.ts', options: { ...node, plugins: [later, engineElsewhere] } },
  { file: 'server.browser.js', entry: 'server/src/lsp/browser.ts', options: engine },
  {
    file: 'cli.js', entry: 'server/src/cli/bin.ts',
    // A package below makes a `require` for where it lies, which an ES module says in another way than a script.
    options: { ...node, banner: { js: '#!/usr/bin/env node' }, define: { 'import.meta.url': '__filename' } },
  },
];

const { values } = readArguments({
  options: { minify: { type: 'boolean' }, production: { type: 'boolean' }, watch: { type: 'boolean' } },
});
const minify = values.minify === true || values.production === true;

const absent = bundles.filter(({ entry }) => !existsSync(join(root, entry)));
if (absent.length > 0) {
  console.error(`Missing: ${absent.map(({ entry }) => entry).join(', ')}`);
  process.exit(1);
}
try {
  if (values.watch === true) await Promise.all(bundles.map(watch));
  else await buildAll();
} catch (error) {
  // What is wrong in the sources esbuild has printed.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exit(1);
}

async function buildAll(): Promise<void> {
  const results = await Promise.all(bundles.map(bundle => build({ ...optionsOf(bundle), metafile: true })));
  writeFileSync(join(out, 'notices.txt'), notices(results.map(({ metafile }) => metafile)));
}

async function watch(bundle: Bundle): Promise<void> {
  const building = await context(optionsOf(bundle));
  await building.watch();
}

function optionsOf({ file, entry, options }: Bundle): BuildOptions {
  return {
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(out, file),
    bundle: true,
    minify,
    sourcemap: minify ? false : 'linked',
    // The packages' ES modules are smaller than their CommonJS twins: what is not used is left out.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [...options.plugins ?? [], sayWhenBuilt(file)],
  };
}

function sayWhenBuilt(file: string): Plugin {
  return {
    name: 'say-when-built',
    setup(building) {
      building.onEnd(({ errors }) => {
        if (errors.length > 0) return;
        const path = join(out, file);
        console.log(`${relative(root, path)}  ${(statSync(path).size / 1024).toFixed(0)} KB`);
      });
    },
  };
}
