import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { folderWith, serverFile, start } from './client.ts';
import type { Client } from './client.ts';
import { policy } from './manifests.ts';

const uri = 'file:///loose/policy.yaml';
const bad = policy({ cidr: '10.20.2.7/24' });
let client: Client;

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

/** The server is alive and right. */
async function stillWorks(): Promise<void> {
  await client.open('file:///loose/alive.yaml', bad);
  await client.until('file:///loose/alive.yaml', (all) => all.length === 1);
}

describe('messages that make no sense', () => {
  test('cost an answer, and nothing else', async () => {
    client = await start();
    const methods = ['textDocument/hover', 'textDocument/completion', 'textDocument/definition', 'textDocument/documentSymbol', 'textDocument/codeAction', 'workspace/executeCommand', 'no/such'];
    for (const method of methods) {
      for (const params of [undefined, {}, { textDocument: null }, { textDocument: { uri: 'file:///unknown.yaml' }, position: { line: -1, character: 1e9 }, range: null }]) {
        await Promise.race([client.connection.sendRequest(method, params).catch(() => undefined), new Promise((_, reject) => setTimeout(reject, 5000, new Error(`${method} is not answered`)))]);
      }
    }
    await stillWorks();
  });

  test('as notifications are dropped', async () => {
    client = await start();
    for (const method of ['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose', 'workspace/didChangeWatchedFiles', 'workspace/didChangeConfiguration', 'workspace/didChangeWorkspaceFolders', 'egress/schemasElsewhere', 'no/such']) {
      for (const params of [undefined, {}, { textDocument: {} }, { changes: null }, { settings: 7 }, { event: {} }]) await client.connection.sendNotification(method, params);
    }
    await client.change('file:///unknown.yaml', 3, [{ text: 'x' }]);
    await client.close('file:///unknown.yaml');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: 'nonsense', type: 9 }, { uri: 'file:///%zz.yaml', type: 1 }] });
    await stillWorks();
  });

  test('about places outside the text are answered', async () => {
    client = await start();
    await client.open(uri, bad);
    for (const position of [{ line: 1e6, character: 0 }, { line: 0, character: 1e6 }]) {
      await client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
      await client.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
      await client.codeActions(uri, { start: position, end: position });
    }
    await client.change(uri, 2, [{ range: { start: { line: 1e6, character: 3 }, end: { line: 2e6, character: 0 } }, text: '# end\n' }]);
    await client.until(uri, (all, version) => version === 2 && all.length === 1);
  });
});

test('a request that is cancelled ends', async () => {
  client = await start();
  await client.open(uri, bad);
  const cancel = new CancellationTokenSource();
  const answers = Array.from({ length: 20 }, () => client.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } }, cancel.token).then(() => 'answered', () => 'cancelled'));
  cancel.cancel();
  for (const answer of await Promise.all(answers)) expect(['answered', 'cancelled']).toContain(answer);
  await stillWorks();
});

describe('texts that are no manifests', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n\t\n'],
    ['binary', String.fromCharCode(...Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256))],
    ['lone surrogates', `${bad}# \uD83D \uDE00\n`],
    ['only markers', '---\n---\n...\n---\n'],
    ['deep brackets', `${bad}x: ${'['.repeat(2000)}\n`],
    ['deeper brackets', `${bad}x: ${'['.repeat(20_000)}\n`],
    ['deep dashes', `${'- '.repeat(20_000)}\n${bad}`],
    ['deep question marks', `${'? '.repeat(20_000)}\n${bad}`],
    ['deep indentation', `${bad}${Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}`],
    ['aliases of aliases', `${bad}a: &a [1]\n${Array.from({ length: 30 }, (_, index) => `b${String(index)}: &b${String(index)} [*a, *a]\n`).join('')}`],
    ['a very long line', `${bad}x: ${'y'.repeat(2_000_000)}\n`],
    ['directives', `%YAML 1.1\n%TAG ! x\n---\n${bad}`],
  ])('%s', async (_, text) => {
    client = await start();
    await client.open(uri, text);
    await client.until(uri, (_all, version) => version === 1);
    await stillWorks();
  });
});

test('a file of 50,000 lines is checked and edited', async () => {
  client = await start();
  const text = Array.from({ length: 3300 }, (_, number) => policy({ name: `web-${String(number)}`, namespace: `team-${String(number)}`, ...(number % 100 === 0 ? { cidr: '10.20.2.7/24' } : {}) })).join('---\n');
  expect(text.split('\n').length).toBeGreaterThan(50_000);
  await client.open(uri, text);
  await client.until(uri, (all) => all.length >= 30);
  await client.change(uri, 2, [{ range: { start: { line: 25_000, character: 0 }, end: { line: 25_000, character: 0 } }, text: '# hello\n' }]);
  await client.until(uri, (_, version) => version === 2);
});

test('a file of 50 MB is left alone, and said to be', async () => {
  client = await start();
  await client.open(uri, `${bad}# ${'x'.repeat(50_000_000)}\n`);
  expect(await client.until(uri, (_, version) => version === 1)).toEqual([]);
  await client.logged('larger than 10 MB');
  await stillWorks();
});

test('every example can be typed', async () => {
  client = await start();
  const home = join(import.meta.dirname, '..', '..', 'examples');
  const texts = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).sort().map((path) => readFileSync(join(home, path), 'utf8'));
  expect(texts.length).toBeGreaterThan(5);
  await client.open(uri, '');
  let version = 1;
  for (const [number, text] of texts.entries()) {
    // Every prefix of every example would take minutes; a step that divides no length visits other places in each.
    for (let length = number % 7; length < text.length; length += 17) {
      await client.change(uri, ++version, [{ text: text.slice(0, length) }]);
      const before = text.slice(0, length).split('\n');
      const position = { line: before.length - 1, character: before.at(-1)!.length };
      await Promise.all(['hover', 'completion', 'definition'].map((what) => client.connection.sendRequest(`textDocument/${what}`, { textDocument: { uri }, position })));
    }
    await client.change(uri, ++version, [{ text }]);
    await client.codeActions(uri, { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } });
  }
  const last = version;
  await client.until(uri, (_, shown) => shown === last);
  expect(client.log).toEqual([]);
}, 120_000);

test('a client that refuses what it is asked for is served all the same', async () => {
  client = await start({
    configuration: () => { throw new Error('no settings today'); },
    capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true } } },
    refusesRegistration: true,
  });
  await stillWorks();
});

test('folders that vanish while they are read are no trouble', async () => {
  const home = folderWith(Object.fromEntries(Array.from({ length: 300 }, (_, number) => [`f${String(number % 20)}/${String(number)}.yaml`, bad] as const)));
  client = await start({ folders: [home.uri] });
  home.dispose();
  await stillWorks();
});

test('without a transport the server says how it is started', async () => {
  client = await start();
  const lone = spawn(process.execPath, [serverFile], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  lone.stderr.on('data', (chunk: Buffer) => said.push(String(chunk)));
  expect(await new Promise((resolve) => lone.on('exit', resolve))).toBe(2);
  expect(said.join('')).toContain('--stdio');
});
