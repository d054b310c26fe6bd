import { afterEach, describe, expect, test } from 'vitest';
import { folderWith, start } from './client.ts';
import type { Client, Folder, Options } from './client.ts';
import { gateway, policy, serviceEntry, virtualService } from './manifests.ts';

let client: Client;
const folders: Folder[] = [];

function folder(files: Readonly<Record<string, string>>): Folder {
  const made = folderWith(files);
  folders.push(made);
  return made;
}
async function begin(options: Options): Promise<void> {
  client = await start(options);
}
function watched(changes: readonly { readonly uri: string; readonly type: 1 | 2 | 3 }[]): Promise<void> {
  return client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
}
afterEach(async () => {
  expect(await client.stop()).toBe(0);
  for (const made of folders.splice(0)) made.dispose();
});

const bad = policy({ cidr: '10.20.2.7/24' });
const chain = { 'gateway.yaml': gateway('way-out'), 'routes/api.yaml': virtualService('way-out'), 'entry.yaml': serviceEntry('api.example.com') };

describe('closed files', () => {
  test('have diagnostics, without a version', async () => {
    const home = folder({ 'a/policy.yaml': bad, 'fine.yaml': policy() });
    await begin({ folders: [home.uri] });
    await client.until(home.uriOf('a/policy.yaml'), (all, version) => all.length === 1 && version === undefined);
    expect(client.published.map(({ uri }) => uri)).toEqual([home.uriOf('a/policy.yaml')]);
  });

  test('are read as they are written: UTF-16 with its mark, and with signs in place of what is no UTF-8', async () => {
    const home = folder({});
    home.write('wide.yaml', Buffer.from(`\uFEFF${bad}`, 'utf16le'));
    home.write('latin.yaml', Buffer.from(`# f\u00FCr\n${bad}`, 'latin1'));
    await begin({ folders: [home.uri] });
    await client.until(home.uriOf('wide.yaml'), (all) => all.length === 1);
    await client.until(home.uriOf('latin.yaml'), (all) => all.length === 1);
  });

  test('are left alone where settings, .gitignore or habit say so', async () => {
    const home = folder({ 'seen.yaml': bad, 'node_modules/a.yaml': bad, 'testdata/b.yaml': bad, '.gitignore': 'built/\n', 'built/c.yaml': bad, 'notes.txt': bad, '.git/d.yaml': bad });
    await begin({ folders: [home.uri], configuration: () => ({ exclude: ['**/testdata/**'] }) });
    await client.until(home.uriOf('seen.yaml'), (all) => all.length === 1);
    await client.settle();
    expect(client.published.map(({ uri }) => uri)).toEqual([home.uriOf('seen.yaml')]);
  });

  test('beyond the limit are counted, and said to be', async () => {
    const home = folder({ 'a.yaml': bad, 'b.yaml': bad, 'c.yaml': bad });
    await begin({ folders: [home.uri], configuration: () => ({ maxFiles: 2 }), initializationOptions: { egress: { status: true } } });
    const status = new Promise<{ files: number; skipped: { reason: string }[] }>((resolve) => {
      client.connection.onNotification('egress/status', (value: { indexing: boolean; files: number; skipped: { reason: string }[] }) => { if (!value.indexing) resolve(value); });
    });
    expect(await status).toMatchObject({ files: 2, findings: { error: 2 }, skipped: [{ reason: expect.stringContaining('more than 2 files') as unknown }] });
  });

  test('are silent where the scope is what is open', async () => {
    const home = folder({ 'closed.yaml': bad, ...chain, 'gateway.yaml': gateway('way-off') });
    await begin({ folders: [home.uri], configuration: () => ({ scope: 'openFiles' }) });
    await client.open(home.uriOf('routes/api.yaml'), virtualService('way-out'));
    await client.until(home.uriOf('routes/api.yaml'), (all) => all.some(({ code }) => code === 'gateway-ref-not-found'));
    expect(client.shown(home.uriOf('closed.yaml'))).toEqual([]);
  });

  test('are silent from the moment they are closed, where the scope is what is open', async () => {
    const home = folder({ 'policy.yaml': bad });
    await begin({ folders: [home.uri], configuration: () => ({ scope: 'openFiles' }) });
    await client.open(home.uriOf('policy.yaml'), bad);
    await client.until(home.uriOf('policy.yaml'), (all) => all.length === 1);
    await client.close(home.uriOf('policy.yaml'));
    await client.until(home.uriOf('policy.yaml'), (all) => all.length === 0);
  });

  test('that cannot be read as text are passed over', async () => {
    const home = folder({ 'a.yaml': bad });
    home.write('binary.yaml', new Uint8Array([0, 1, 2, 255, 254]));
    home.write('latin1.yaml', new Uint8Array([0x6b, 0x69, 0x6e, 0x64, 0x3a, 0x20, 0xe9]));
    home.write('empty.yaml', '');
    home.write('large.yaml', `# ${'x'.repeat(11_000_000)}\n${bad}`);
    await begin({ folders: [home.uri] });
    await client.until(home.uriOf('a.yaml'), (all) => all.length === 1);
    await client.logged('larger than 10 MB');
    await client.logged('not text');
  });

  test('that no client reads for us come from the client', async () => {
    const texts: Record<string, string> = { 'vscode-vfs://host/a%20b/one.yaml': bad };
    client = await start({ initializationOptions: { egress: { clientFiles: true } } });
    client.connection.onRequest('egress/findFiles', () => ({ uris: Object.keys(texts), more: false }));
    client.connection.onRequest('egress/readFile', ({ uri }: { uri: string }) => ({ text: texts[uri] ?? '' }));
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: 'vscode-vfs://host/a b', name: 'a' }], removed: [] } });
    await client.until('vscode-vfs://host/a%20b/one.yaml', (all) => all.length === 1);
  });
});

describe('references across files', () => {
  test('an edit in an open file breaks and mends a closed one', async () => {
    const home = folder(chain);
    await begin({ folders: [home.uri] });
    await client.open(home.uriOf('gateway.yaml'), chain['gateway.yaml']);
    await client.until(home.uriOf('gateway.yaml'), (all, version) => version === 1 && all.length === 0);
    await client.settle();
    expect(client.shown(home.uriOf('routes/api.yaml'))).toEqual([]);
    const line = { start: { line: 3, character: 14 }, end: { line: 3, character: 15 } };
    await client.change(home.uriOf('gateway.yaml'), 2, [{ range: line, text: 'f' }]);
    const found = await client.until(home.uriOf('routes/api.yaml'), (all) => all.length === 1);
    expect(found[0]).toMatchObject({ code: 'gateway-ref-not-found' });
    await client.change(home.uriOf('gateway.yaml'), 3, [{ range: line, text: 't' }]);
    await client.until(home.uriOf('routes/api.yaml'), (all) => all.length === 0);
  });

  test('a file that appears, changes and goes counts from then on', async () => {
    const home = folder({ ...chain, 'gateway.yaml': gateway('way-off') });
    await begin({ folders: [home.uri] });
    const [route, way] = [home.uriOf('routes/api.yaml'), home.uriOf('second/way.yaml')];
    await client.until(route, (all) => all.length === 1);
    home.write('second/way.yaml', gateway('way-out'));
    await watched([{ uri: way, type: 1 }]);
    await client.until(route, (all) => all.length === 0);
    home.write('second/way.yaml', gateway('way-oft'));
    await watched([{ uri: way, type: 2 }]);
    await client.until(route, (all) => all.length === 1);
    home.write('second/way.yaml', gateway('way-out'));
    await watched([{ uri: way, type: 2 }]);
    await client.until(route, (all) => all.length === 0);
    home.remove('second');
    await watched([{ uri: home.uriOf('second'), type: 3 }]);
    await client.until(route, (all) => all.length === 1);
  });

  test('a folder that is renamed takes what is in it along', async () => {
    const home = folder({ 'old/deep/policy.yaml': bad, '.gitignore': 'built/\n' });
    await begin({ folders: [home.uri] });
    await client.until(home.uriOf('old/deep/policy.yaml'), (all) => all.length === 1);
    home.remove('old');
    home.write('v1.2/deep/policy.yaml', bad);
    home.write('v1.2/built/policy.yaml', bad);
    await watched([{ uri: home.uriOf('old'), type: 3 }, { uri: home.uriOf('v1.2'), type: 1 }]);
    await client.until(home.uriOf('old/deep/policy.yaml'), (all) => all.length === 0);
    await client.until(home.uriOf('v1.2/deep/policy.yaml'), (all) => all.length === 1);
    await client.settle();
    expect(client.shown(home.uriOf('v1.2/built/policy.yaml'))).toEqual([]);
  });

  test('the buffer stands above the disk until it is closed', async () => {
    const home = folder(chain);
    await begin({ folders: [home.uri] });
    const [route, way] = [home.uriOf('routes/api.yaml'), home.uriOf('gateway.yaml')];
    await client.open(way, gateway('way-off'));
    await client.until(route, (all) => all.length === 1);
    home.write('gateway.yaml', gateway('way-out '));
    await watched([{ uri: way, type: 2 }]);
    await client.settle();
    expect(client.shown(route)).toHaveLength(1);
    await client.close(way);
    await client.until(route, (all) => all.length === 0);
  });

  test('a deleted file has no diagnostics', async () => {
    const home = folder({ 'policy.yaml': bad });
    await begin({ folders: [home.uri] });
    await client.until(home.uriOf('policy.yaml'), (all) => all.length === 1);
    home.remove('policy.yaml');
    await watched([{ uri: home.uriOf('policy.yaml'), type: 3 }]);
    await client.until(home.uriOf('policy.yaml'), (all) => all.length === 0);
  });
});

describe('workspace folders', () => {
  test('see nothing of each other', async () => {
    const one = folder({ 'gateway.yaml': gateway('way-off'), 'entry.yaml': serviceEntry('api.example.com'), 'api.yaml': virtualService('way-out') });
    const two = folder({ 'gateway.yaml': gateway('way-out') });
    await begin({ folders: [one.uri, two.uri] });
    await client.until(one.uriOf('api.yaml'), (all) => all.length === 1);
  });

  test('come and go', async () => {
    const one = folder({ 'policy.yaml': bad });
    const two = folder({ 'policy.yaml': bad });
    await begin({ folders: [one.uri] });
    await client.until(one.uriOf('policy.yaml'), (all) => all.length === 1);
    const change = (added: readonly Folder[], removed: readonly Folder[]): Promise<void> => client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: added.map(({ uri }) => ({ uri, name: 'added' })), removed: removed.map(({ uri }) => ({ uri, name: 'removed' })) },
    });
    await change([two], [one]);
    await client.until(two.uriOf('policy.yaml'), (all) => all.length === 1);
    await client.until(one.uriOf('policy.yaml'), (all) => all.length === 0);
    await change([one], []);
    await client.until(one.uriOf('policy.yaml'), (all) => all.length === 1);
  });

  test('have settings of their own', async () => {
    const [strict, old] = [folder({ 'policy.yaml': bad }), folder({ 'policy.yaml': bad })];
    await begin({ folders: [strict.uri, old.uri], configuration: (scope) => ({ kubernetesVersion: scope === old.uri ? '1.34' : '' }) });
    await client.until(strict.uriOf('policy.yaml'), (all) => all[0]?.severity === 1);
    await client.until(old.uriOf('policy.yaml'), (all) => all[0]?.severity === 2);
  });

  test('that vanish or never were are no trouble', async () => {
    await begin({ folders: ['file:///does/not/exist', 'untitled:what', '%%%'] });
    await client.open('file:///does/not/exist/a.yaml', bad);
    await client.until('file:///does/not/exist/a.yaml', (all) => all.length === 1);
  });
});

test('the client is asked to watch files, where it can be', async () => {
  const home = folder({});
  await begin({ folders: [home.uri], capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } });
  await client.settle();
  expect(client.registered).toContain('workspace/didChangeWatchedFiles');
});

test('the workspace is read anew on request', async () => {
  const home = folder({ 'policy.yaml': bad });
  await begin({ folders: [home.uri] });
  await client.until(home.uriOf('policy.yaml'), (all) => all.length === 1);
  home.write('policy.yaml', policy());
  home.write('other.yaml', bad);
  const status = await client.connection.sendRequest('egress/lintWorkspace', null);
  expect(status).toMatchObject({ indexing: false, files: 2, documents: 2, resources: 2, findings: { error: 1 } });
  expect(client.shown(home.uriOf('policy.yaml'))).toEqual([]);
});
