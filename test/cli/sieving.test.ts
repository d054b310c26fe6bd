// What a thread takes away from a large run, and what becomes of it where the thread fails.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultOptions } from '../../server/src/engine/index.ts';
import { startSieving } from '../../server/src/cli/sieving.ts';
import type { Sieved, Sieving } from '../../server/src/cli/sieving.ts';
import { bad, badIn, bundle, folderOf, good, runJson } from './support.ts';

/** Enough for a thread, wherever the tests run. */
const processors = 8;
const manyPolicies = Array.from({ length: 20 }, (_, index) => good.replace('dns-only', `dns-only-${index}`)).join('---\n');
const large = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${String(index).padStart(2, '0')}.yaml`, manyPolicies.replaceAll('shop', `shop-${index}`)]));

test('the thread clears what shows nothing by itself, and nothing else', async () => {
  const sound = files(1_500);
  const suspects = [{ uri: 'file:///a.yaml', text: bad }, { uri: 'file:///b.yaml', text: `${good}---\n${bad}` }, { uri: 'file:///c.yaml', text: `${good}\t- x: "` }];
  const all = [...sound.slice(0, 450), ...suspects, ...sound.slice(450)];
  const sieving = startSieving(bundle, defaultOptions, all, processors);
  // Nothing is taken here until the thread has been everywhere.
  expect(await sieving.leftOver()).toEqual(suspects);
  expect(taken(sieving)).toEqual([]);
});

test('a large folder has the findings of its files', () => {
  const folder = folderOf({ ...large, '00a.yaml': bad, '29a.yaml': `${bad}---\n${good}`, '59a.yaml': bad.replaceAll('\n', '\r\n') });
  const { findings } = runJson([folder], { cwd: folder });
  expect(findings.filter(({ rule }) => rule === 'unknown-field').map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)).toEqual(['00a.yaml', '29a.yaml', '59a.yaml'].map(badIn));
});

test('without a thread every file is taken here, once', async () => {
  const sieving = startSieving(undefined, defaultOptions, files(1_000), processors);
  expect(taken(sieving)).toEqual(files(1_000).map(({ uri }) => uri).reverse());
  expect(await sieving.leftOver()).toEqual([]);
});

test('two processors are not enough', async () => {
  const sieving = startSieving(scriptOf('throw new Error()'), defaultOptions, files(1_000), 2);
  expect(taken(sieving)).toHaveLength(1_000);
  expect(await sieving.leftOver()).toEqual([]);
});

test('what is small is worth no thread', async () => {
  const sieving = startSieving(scriptOf('throw new Error()'), defaultOptions, files(10), processors);
  expect(taken(sieving)).toHaveLength(10);
  expect(await sieving.leftOver()).toEqual([]);
});

test('a thread that fails leaves over what it was at', async () => {
  const sieving = startSieving(scriptOf(`
    const { workerData: { states } } = require('node:worker_threads');
    Atomics.store(states, 0, 3); // clean
    Atomics.store(states, 1, 4); // suspicious
    Atomics.store(states, 2, 2); // taken
    throw new Error('out of memory');
  `), defaultOptions, files(1_000), processors);
  // All but these are still open when the thread is gone.
  const left = (await sieving.leftOver()).map(({ uri }) => uri);
  expect(left).toEqual(['file:///1.yaml', 'file:///2.yaml']);
  expect(taken(sieving)).toHaveLength(997);
});

function files(length: number): readonly Sieved[] {
  return Array.from({ length }, (_, index) => ({ uri: `file:///${index}.yaml`, text: good }));
}

function taken(sieving: Sieving): readonly string[] {
  const uris: string[] = [];
  for (let file = sieving.take(); file !== undefined; file = sieving.take()) uris.push(file.uri);
  return uris;
}

function scriptOf(text: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'egress-sieve-')));
  onTestFinished(() => { rmSync(folder, { recursive: true }); });
  const script = join(folder, 'script.cjs');
  writeFileSync(script, text);
  return script;
}
