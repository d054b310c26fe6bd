/** A mesh with very many ways out: an edit of each of their parts, and the command line over a folder of them, beside `istioctl analyze` if wanted. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { out } from '../lib/project.ts';
import { edits, filled, openNext, ownFirst, type Edit } from './edits.ts';
import { writeFiles, type File } from './manifests.ts';
import { bareParse, heapInUse, median, time, times, type Measurement } from './measure.ts';
import { fileOfChain, hostOf, meshFiles, meshWorkspace } from './mesh-manifests.ts';

const targets = { edit: 50, cli: 2_500, partOfPeer: 20 };

/** Breaks all chains, or mends them. */
const ofAllGateways: Edit = { what: 'the Service of all gateways', file: meshFiles.gatewayService, from: 'port: 80\n', to: 'port: 81\n' };

/** One edit of each kind that breaks a chain, or mends it. */
function meshEdits(number: number): readonly Edit[] {
  const file = fileOfChain(number);
  const host = hostOf(number);
  return [
    { what: 'a ServiceEntry', file, from: 'number: 80\n      name: http\n', to: 'number: 8080\n      name: http\n' },
    { what: 'a Gateway', file, from: `        - ${host}\n`, to: `        - other.${host}\n` },
    { what: 'a VirtualService', file, from: `            host: ${host}\n`, to: `            host: other.${host}\n` },
    { what: 'a DestinationRule', file, from: `  host: ${host}\n`, to: `  host: other.${host}\n` },
    ofAllGateways,
  ];
}

function editing(chains: number): readonly Measurement[] {
  const files = meshWorkspace(chains, 4);
  const empty = heapInUse();
  const linter = filled(files);
  const mistakes = files.flatMap(({ name }) => linter.findings(name).filter(({ severity }) => severity === 'error' || severity === 'warning'));
  if (mistakes.length > 0) throw new Error(`The made-up mesh has no mistakes, and there are findings: ${mistakes[0]?.message ?? ''}`);
  const middle = Math.floor(chains / 8) * 4;
  const measured = [
    ...edits(linter, files, meshEdits(middle), targets.edit), ownFirst(linter, files, ofAllGateways, targets.edit),
    openNext(linter, files, ofAllGateways, fileOfChain(middle), targets.edit),
  ];
  return [...measured.map((one) => ({ ...one, what: `${one.what}, of a mesh of ${chains.toLocaleString('en')} chains` })), { what: '… memory kept', value: heapInUse() - empty, unit: 'MB' }];
}

/** The command line, cold, over so many documents; with `istioctl`, what it takes for the same folder. */
function commandLine(documents: number, istioctl: string | undefined): readonly Measurement[] {
  const files = meshWorkspace(documents / 4, 1);
  const folder = mkdtempSync(join(tmpdir(), 'egress-bench-'));
  try {
    writeFiles(folder, files);
    const ours = median(times(3, () => { run(process.execPath, [join(out, 'cli.js'), folder], [0, 1]); }, 1));
    const what = `a mesh of ${documents.toLocaleString('en')} documents`;
    return [
      { what: `egress-lint, ${what}`, value: ours, unit: 'ms', ratio: ours / documents / eachParse(files), target: targets.cli },
      ...(istioctl === undefined ? [] : beside(istioctl, folder, ours, what)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function eachParse(files: readonly File[]): number {
  return bareParse(files.at(-1)?.text ?? '') / 4;
}

function beside(istioctl: string, folder: string, ours: number, what: string): readonly Measurement[] {
  try {
    // 79 says that it has found something.
    const theirs = time(() => { run(istioctl, ['analyze', '-A', '--use-kube=false', folder], [0, 79]); });
    return [
      { what: `istioctl analyze, ${what}`, value: theirs, unit: 'ms' },
      { what: '… of which egress-lint takes', value: (100 * ours) / theirs, unit: '%', target: targets.partOfPeer },
    ];
  } catch (error) {
    console.error(`${istioctl} is not measured: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function run(command: string, args: readonly string[], expected: readonly number[]): void {
  const { status, signal, error, stderr } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (error !== undefined) throw error;
  if (status === null || !expected.includes(status)) throw new Error(`${command} ended with ${status ?? signal ?? 'nothing'}: ${stderr.slice(-500)}`);
}

/** Each of these runs in a process of its own. */
export function meshScenarios(istioctl: string | undefined): Readonly<Record<string, () => readonly Measurement[]>> {
  return {
    'mesh-edits': () => editing(2_000),
    'mesh-cli': () => commandLine(10_000, istioctl),
  };
}
