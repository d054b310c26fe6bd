/**
 * Measures speed and memory: `npm run bench [-- --peer] [-- --istioctl path] [-- --json] [-- --only part-of-a-name]`.
 * Times are also told as multiples of what the bare YAML parser takes for one document in the same run, because machines
 * differ and ratios hardly do. `--peer` runs yaml-language-server on the same files beside ours, `--istioctl` what lies at that
 * path on the same mesh.
 */
import { spawnSync } from 'node:child_process';
import { engineScenarios } from './bench/engine.ts';
import type { Measurement } from './bench/measure.ts';
import { meshScenarios } from './bench/mesh.ts';
import { policyScenarios } from './bench/policies.ts';
import { peerScenarios, serverScenarios } from './bench/server.ts';
import { printTable } from './bench/table.ts';
import { readArguments } from './lib/arguments.ts';

const { values } = readArguments({
  options: { peer: { type: 'boolean' }, istioctl: { type: 'string' }, json: { type: 'boolean' }, only: { type: 'string' }, scenario: { type: 'string' } },
});

const scenarios: Readonly<Record<string, () => readonly Measurement[] | Promise<readonly Measurement[]>>> = {
  ...engineScenarios, ...policyScenarios, ...meshScenarios(values.istioctl), ...serverScenarios, ...(values.peer === true || values.scenario !== undefined ? peerScenarios : {}),
};

if (values.scenario === undefined) runAll();
else console.log(JSON.stringify(await scenarios[values.scenario]?.() ?? []));

function runAll(): void {
  const names = Object.keys(scenarios).filter((name) => name.includes(values.only ?? ''));
  const measured: Measurement[] = [];
  for (const name of names) {
    if (values.json !== true) process.stderr.write(`${name} …\n`);
    measured.push(...runAlone(name));
  }
  if (values.json === true) console.log(JSON.stringify({ node: process.version, measurements: measured }, undefined, 2));
  else printTable(measured);
}

/** Each scenario has a process to itself: neither its memory nor its warm code is another's. */
function runAlone(name: string): readonly Measurement[] {
  const istioctl = values.istioctl === undefined ? [] : ['--istioctl', values.istioctl];
  const { stdout, status } = spawnSync(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', import.meta.filename, '--scenario', name, ...istioctl], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) {
    console.error(`${name} failed`);
    process.exitCode = 1;
    return [];
  }
  return JSON.parse(stdout) as readonly Measurement[];
}
