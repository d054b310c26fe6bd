/**
 * Everything that must hold: `npm test`, or `npm test -- lint engine` for some of the stages and what they need. All
 * stages run, whatever fails; the last line sums up.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './editor/chromium.ts';
import { ensureEditorHost } from './editor/install.ts';
import { forgetResult, noCounts, readCounts, resultPath } from './lib/counts.ts';
import { runNode, stopChildrenOnExit } from './lib/processes.ts';
import { root } from './lib/project.ts';
import { runStages, type Outcome, type Stage } from './lib/stages.ts';

const stages: readonly Stage[] = [
  { id: 'tools', title: 'Chromium and editor', run: installTools },
  { id: 'generated', title: 'Generated files', run: () => script('scripts/generate.ts', '--check') },
  { id: 'lint', title: 'Lint', run: () => tool('eslint/bin/eslint.js', '.') },
  { id: 'types', title: 'Types', run: () => tool('typescript/bin/tsc', '-b') },
  { id: 'engine', title: 'Engine tests', run: () => vitest('engine') },
  { id: 'package', title: 'Build and package', run: () => script('scripts/package.ts') },
  { id: 'protocol', title: 'Protocol tests', needs: ['package'], run: () => vitest('protocol') },
  { id: 'cli', title: 'Command line and package tests', needs: ['package'], run: () => vitest('cli') },
  { id: 'editor', title: 'Editor tests', needs: ['tools', 'package'], run: () => editor('editor') },
  { id: 'editor-web', title: 'Editor tests, extension in a web worker', needs: ['tools', 'package'], run: () => editor('editor-web', '--web') },
];

stopChildrenOnExit();
// Colours are for people at a terminal.
if (!process.stdout.isTTY) process.env['NO_COLOR'] ??= '1';
const wished = process.argv.slice(2);
const unknown = wished.filter(id => !stages.some(stage => stage.id === id));
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. There are ${stages.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}
// A stage brings what it needs: bundles that are missing or stale would tell of another state than that of the sources.
const chosen = new Set(wished.flatMap((id) => [id, ...stages.find((stage) => stage.id === id)?.needs ?? []]));
const ok = await runStages(stages.filter(({ id }) => wished.length === 0 || chosen.has(id)));
process.exit(ok ? 0 : 1);

/** VS Code desktop is tried by the editor tests themselves; what is asked of a machine without it is got here. */
async function installTools(): Promise<Outcome> {
  if (process.env['EGRESS_EDITOR'] === 'desktop') return { ok: true };
  console.log(`Chromium: ${await ensureChromium()}`);
  const { version } = await ensureEditorHost();
  console.log(`Local editor host: VS Code ${version}`);
  return { ok: true };
}

async function script(path: string, ...args: readonly string[]): Promise<Outcome> {
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing`);
  return { ok: await runNode(path, args) === 0 };
}

async function tool(bin: string, ...args: readonly string[]): Promise<Outcome> {
  return { ok: await runNode(join(root, 'node_modules', bin), args) === 0 };
}

async function vitest(project: string): Promise<Outcome> {
  forgetResult(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultPath(project)}`];
  const { ok: exitedWell } = await tool('vitest/vitest.mjs', 'run', '--project', project, ...reporters);
  const counts = readCounts(project);
  return { ok: exitedWell && counts.passed > 0, counts };
}

async function editor(result: string, ...args: readonly string[]): Promise<Outcome> {
  forgetResult(result);
  const code = await runNode('scripts/test-editor.ts', ['--packaged', ...args]);
  const counts = readCounts(result);
  return { ok: code === 0 && counts !== noCounts, counts };
}
