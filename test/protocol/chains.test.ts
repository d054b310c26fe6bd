// The ways out of the mesh over the protocol: hovers with links, lenses that are worked out one by one, pages.
import { afterEach, describe, expect, test } from 'vitest';
import type { CodeLens, Hover } from 'vscode-languageserver';
import { chain, destinationRule, egressGateway, egw, gateway, http80, serviceEntry } from '../trace/support.ts';
import { folderWith, start } from './client.ts';
import type { Client, Folder, Options } from './client.ts';

const api = 'api.example.com';
const files = {
  'mesh/entry.yaml': serviceEntry(api, http80),
  'mesh/routes.yaml': chain('http', api, { mesh: 80, out: 80, subset: 'api' }),
  'mesh/rule.yaml': destinationRule(egw, 'subsets: [{name: api}]'),
  'gateway (1).yaml': `${egressGateway}\n---\n${gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}]}`)}`,
};
const broken = destinationRule(egw, 'subsets: [{name: other}]');

let client: Client;
let home: Folder;

async function begin(options: Options = { initializationOptions: { egress: { chainCommand: true } }, capabilities: { workspace: { codeLens: { refreshSupport: true } } } }): Promise<void> {
  home = folderWith(files);
  client = await start({ folders: [home.uri], ...options });
  await client.open(home.uriOf('mesh/entry.yaml'), files['mesh/entry.yaml']);
  await client.connection.sendRequest('egress/lintWorkspace', null);
}
async function lenses(file = 'mesh/entry.yaml'): Promise<readonly CodeLens[]> {
  return client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: home.uriOf(file) } });
}
async function titles(): Promise<readonly (string | undefined)[]> {
  return Promise.all((await lenses()).map(async (lens) => (await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)).command?.title));
}
function page(root?: string): Promise<{ readonly markdown: string }> {
  return client.connection.sendRequest('egress/chainPage', { uri: home.uriOf('mesh/entry.yaml'), host: api, ...(root === undefined ? {} : { root }) });
}
function until(method: 'egress/chainsChanged'): Promise<void> {
  return new Promise((resolve) => { client.connection.onNotification(method, () => { resolve(); }); });
}

afterEach(async () => {
  expect(await client.stop()).toBe(0);
  home.dispose();
});

describe('lenses', () => {
  test('come without their text, and with it when they are shown', async () => {
    await begin();
    const [lens, ...more] = await lenses();
    expect(more).toEqual([]);
    expect(lens).toMatchObject({ range: { start: { line: 4 } } });
    expect(lens).not.toHaveProperty('command');
    expect((await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)).command).toEqual({
      title: '✓ reaches api.example.com through istio-egressgateway', command: 'egress.showChain', arguments: [{ uri: home.uriOf('mesh/entry.yaml'), host: api }],
    });
  });

  test('are asked for anew when another file changes', async () => {
    await begin();
    expect(await titles()).toEqual(['✓ reaches api.example.com through istio-egressgateway']);
    const refreshed = new Promise<void>((resolve) => {
      client.connection.onRequest('workspace/codeLens/refresh', () => {
        resolve();
        return null;
      });
    });
    await client.open(home.uriOf('mesh/rule.yaml'), broken);
    await refreshed;
    expect(await titles()).toEqual([expect.stringContaining('✗ is dropped at the sidecar')]);
  });

  test('are not there where the setting says so', async () => {
    await begin({ initializationOptions: { egress: { chainCommand: true } }, configuration: () => ({ codeLens: { enabled: false } }) });
    expect(await lenses()).toEqual([]);
  });

  test('are not offered to a client without the command', async () => {
    await begin({});
    expect(client.initialized.capabilities).not.toHaveProperty('codeLensProvider');
  });

  test('a text that has changed since gives none, and no failure', async () => {
    await begin();
    const [lens] = await lenses();
    await client.change(home.uriOf('mesh/entry.yaml'), 2, [{ text: '# nothing\n' }]);
    expect(await client.connection.sendRequest('codeLens/resolve', lens)).not.toHaveProperty('command');
    expect(client.log).toEqual([]);
  });
});

describe('hover', () => {
  test('leads to what decides', async () => {
    await begin({});
    const { contents } = await client.connection.sendRequest<Hover>('textDocument/hover', { textDocument: { uri: home.uriOf('mesh/entry.yaml') }, position: { line: 4, character: 12 } });
    const { value } = contents as { readonly value: string };
    expect(value).toContain('1. ✓ sidecar');
    expect(value).toContain(`(${home.uriOf('mesh/routes.yaml')}#L8)`);
    expect(value).toContain(`(${home.uri}/gateway%20%281%29.yaml#L`);
  });
});

describe('pages', () => {
  test('have links from a folder, or whole ones', async () => {
    await begin();
    expect((await page()).markdown).toContain(`[routes\\.yaml\\:8](${home.uriOf('mesh/routes.yaml')}#L8)`);
    expect((await page(home.uri)).markdown).toContain('[routes\\.yaml\\:8](/mesh/routes.yaml#L8)');
    expect((await page(`${home.uri}/mesh/`)).markdown).toContain('(/../gateway%20%281%29.yaml#L');
    expect((await page('vscode-vfs://github/a/b')).markdown).toContain('`routes.yaml:8`');
  });

  test('are as the manifests are, and the client is told', async () => {
    await begin();
    expect((await page()).markdown).toContain('✓');
    const changed = until('egress/chainsChanged');
    await client.open(home.uriOf('mesh/rule.yaml'), broken);
    await changed;
    expect((await page()).markdown).toContain('✗');
  });

  test('of the host at a cursor, or of one that is chosen', async () => {
    await begin();
    const uri = home.uriOf('mesh/entry.yaml');
    expect(await client.connection.sendRequest('egress/chainTarget', { uri, line: 4, character: 12 })).toEqual({ uri, host: api });
    expect(await client.connection.sendRequest('egress/chainTarget', { uri: home.uriOf('mesh/rule.yaml'), line: 0, character: 0 })).toBeNull();
    expect(await client.connection.sendRequest('egress/chainHosts', null)).toEqual([{ uri, host: api, ports: [80] }]);
  });

  test('of a file that is gone say so', async () => {
    await begin();
    expect(await client.connection.sendRequest('egress/chainPage', { uri: home.uriOf('gone.yaml'), host: api })).toEqual({ markdown: 'The manifest that this page is about is gone.' });
  });
});
