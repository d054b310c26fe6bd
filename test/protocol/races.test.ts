/** What happens at the same time: files that change while they are read, requests that overtake one another. The client gives the files, so that it decides when. */
import { afterEach, expect, test } from 'vitest';
import { start } from './client.ts';
import type { Client, Options } from './client.ts';
import { policy } from './manifests.ts';

const home = 'vscode-vfs://host/home';
const file = `${home}/policy.yaml`;
const bad = policy({ cidr: '10.20.2.7/24' });
const type = { created: 1, changed: 2, deleted: 3 } as const;
let client: Client;

afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

/** A client with one folder and its files. A reading of a file is answered when the test says so, with what it says. */
async function startWith(files: readonly string[], options: Options = {}): Promise<{ answer(place: number, text: string | undefined): void; asked(count: number): Promise<void> }> {
  client = await start({ ...options, initializationOptions: { egress: { clientFiles: true } } });
  const answers: ((text: string | undefined) => void)[] = [];
  client.connection.onRequest('egress/findFiles', () => ({ uris: files, more: false }));
  client.connection.onRequest('egress/readFile', () => new Promise((resolve) => {
    answers.push((text) => { resolve(text === undefined ? { problem: 'missing' } : { text }); });
  }));
  await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: home, name: 'home' }], removed: [] } });
  return {
    answer: (place, text) => { answers[place]!(text); },
    async asked(count) {
      while (answers.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}
function watched(uri: string, what: keyof typeof type): Promise<void> {
  return client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: type[what] }] });
}

test('a file that changes while its folder is read counts as it is after the change', async () => {
  const reading = await startWith([file]);
  await reading.asked(1);
  await watched(file, 'changed');
  await reading.asked(2);
  reading.answer(1, policy());
  reading.answer(0, bad);
  await client.settle();
  expect(client.shown(file)).toEqual([]);
});

test('a file that is deleted while its folder is read is not there', async () => {
  const reading = await startWith([file]);
  await reading.asked(1);
  await watched(file, 'deleted');
  reading.answer(0, bad);
  await client.settle();
  expect(client.shown(file)).toEqual([]);
});

test('a file that is deleted while it is read is not there', async () => {
  const reading = await startWith([]);
  await client.settle();
  await watched(file, 'created');
  await reading.asked(1);
  await watched(file, 'deleted');
  reading.answer(0, bad);
  await client.settle();
  expect(client.shown(file)).toEqual([]);
});

test('a file that is deleted and made again while it is read counts as it is then', async () => {
  const reading = await startWith([]);
  await client.settle();
  await watched(file, 'created');
  await reading.asked(1);
  await watched(file, 'deleted');
  await watched(file, 'created');
  await reading.asked(2);
  reading.answer(1, policy());
  reading.answer(0, bad);
  await client.settle();
  expect(client.shown(file)).toEqual([]);
});

test('a file that new settings leave out while it is read stays out', async () => {
  let exclude: readonly string[] = [];
  const reading = await startWith([], { configuration: () => ({ exclude }) });
  await client.settle();
  await watched(file, 'created');
  await reading.asked(1);
  exclude = ['policy.yaml'];
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.settle();
  reading.answer(0, bad);
  await client.settle();
  expect(client.shown(file)).toEqual([]);
});

test('every request to read anew is answered when all is read', async () => {
  const reading = await startWith([file]);
  await reading.asked(1);
  const statuses = Promise.all([1, 2].map(() => client.connection.sendRequest('egress/lintWorkspace', null)));
  await reading.asked(2);
  for (const place of [0, 1]) reading.answer(place, bad);
  for (const status of await statuses) expect(status).toMatchObject({ indexing: false, files: 1, findings: { error: 1 } });
});
