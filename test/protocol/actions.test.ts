import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction, Range } from 'vscode-languageserver';
import { applyEdits, editsFor, start } from './client.ts';
import type { Client } from './client.ts';
import { cidrColumn, cidrLine, policy } from './manifests.ts';

const uri = 'file:///loose/policy.yaml';
const protocolLine = 13;
const everywhere: Range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
let client: Client;

function at(line: number, character: number): Range {
  return { start: { line, character }, end: { line, character } };
}
async function opened(text: string, languageId?: string): Promise<void> {
  client = await start({ initializationOptions: { egress: { ruleDocumentationCommand: true } } });
  await client.open(uri, text, languageId);
  await client.until(uri, (_, version) => version === 1);
}
function named(actions: readonly CodeAction[], title: string | RegExp): CodeAction {
  const found = actions.find((action) => (typeof title === 'string' ? action.title === title : title.test(action.title)));
  if (found === undefined) throw new Error(`none is named ${String(title)}: ${actions.map((action) => action.title).join(' | ')}`);
  return found;
}
afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

describe('quick fixes', () => {
  test('give the whole text as it should be', async () => {
    const text = policy({ cidr: '10.20.2.7/24' });
    await opened(text);
    const actions = await client.codeActions(uri, at(cidrLine, cidrColumn + 3));
    const action = named(actions, /10\.20\.2\.0\/24/);
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'cidr-host-bits' }] });
    expect(applyEdits(text, editsFor(action, uri))).toBe(policy({ cidr: '10.20.2.0/24' }));
  });

  test('name the one that is meant', async () => {
    const text = policy({ protocol: 'tcp' });
    await opened(text);
    const actions = await client.codeActions(uri, at(protocolLine, 20));
    const preferred = actions.filter((action) => action.isPreferred);
    expect(preferred).toHaveLength(1);
    expect(applyEdits(text, editsFor(preferred[0], uri))).toBe(policy());
  });

  test('follow the text of now, not that of the last diagnostics', async () => {
    await opened(policy());
    void client.change(uri, 2, [{ text: policy({ cidr: '198.51.100.7/24' }) }]);
    named(await client.codeActions(uri, at(cidrLine, cidrColumn)), /198\.51\.100\.0\/24/);
  });

  test('stay where the cursor is', async () => {
    await opened(policy({ cidr: '10.20.2.7/24' }));
    expect(await client.codeActions(uri, at(0, 0))).toEqual([]);
    expect(await client.codeActions('file:///loose/unknown.yaml', at(0, 0))).toEqual([]);
  });

  test('of one rule come together', async () => {
    const two = `${policy({ protocol: 'tcp' })}---\n${policy({ name: 'other', protocol: 'udp' })}`;
    await opened(two);
    const action = named(await client.codeActions(uri, at(protocolLine, 20)), /^Fix all /);
    expect(applyEdits(two, editsFor(action, uri))).toBe(`${policy()}---\n${policy({ name: 'other', protocol: 'UDP' })}`);
  });

  test('of all rules come on demand, as on saving', async () => {
    const text = `${policy({ protocol: 'tcp' })}---\n${policy({ name: 'other', protocol: 'udp', spec: 'spce' })}`;
    await opened(text);
    expect((await client.codeActions(uri, everywhere)).map(({ kind }) => kind)).not.toContain('source.fixAll.egress');
    for (const only of ['source.fixAll', 'source.fixAll.egress', 'source']) {
      const actions = await client.codeActions(uri, everywhere, [only]);
      expect(actions.map(({ kind }) => kind)).toEqual(['source.fixAll.egress']);
    }
    const [all] = await client.codeActions(uri, everywhere, ['source.fixAll']);
    expect(applyEdits(text, editsFor(all, uri))).toContain(policy());
    expect(await client.codeActions(uri, everywhere, ['refactor'])).toEqual([]);
  });
});

describe('a finding can be silenced', () => {
  test.each([['\n'], ['\r\n']])('with a comment above its line (%j)', async (eol) => {
    const text = policy({ cidr: '10.20.2.7/24' }).replaceAll('\n', eol);
    await opened(text);
    const action = named(await client.codeActions(uri, at(cidrLine, cidrColumn)), 'Disable cidr-host-bits for this line');
    const silenced = applyEdits(text, editsFor(action, uri));
    expect(silenced).toContain(`- ipBlock:${eol}            # egress-lint-disable-next-line cidr-host-bits${eol}            cidr:`);
    await client.change(uri, 2, [{ text: silenced }]);
    expect(await client.until(uri, (_, version) => version === 2)).toEqual([]);
  });

  test('but not in JSON, which has no comments', async () => {
    await opened('{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "a"}, "spec": {"podSelector": {}, "polcyTypes": []}}', 'json');
    const titles = (await client.codeActions(uri, everywhere)).map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.filter((title) => title.startsWith('Disable'))).toEqual([]);
  });
});

test('the page of a rule is a command of the client', async () => {
  await opened(policy({ cidr: '10.20.2.7/24' }));
  const action = named(await client.codeActions(uri, at(cidrLine, cidrColumn)), 'Open documentation of cidr-host-bits');
  expect(action.command).toMatchObject({ command: 'egress.openRuleDocumentation', arguments: ['cidr-host-bits'] });
});

test('the page of a rule is a command of the server for other clients', async () => {
  client = await start({ capabilities: { window: { showDocument: { support: true } }, textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } } } });
  const shown = new Promise<unknown>((resolve) => {
    client.connection.onRequest('window/showDocument', (params: unknown) => {
      resolve(params);
      return { success: true };
    });
  });
  await client.open(uri, policy({ cidr: '10.20.2.7/24' }));
  const { command } = named(await client.codeActions(uri, at(cidrLine, cidrColumn)), 'Open documentation of cidr-host-bits');
  await client.connection.sendRequest('workspace/executeCommand', command);
  expect(await shown).toMatchObject({ uri: expect.stringMatching(/cidr-host-bits\.md$/) as unknown, external: true });
});

describe('a place', () => {
  test('is explained', async () => {
    await opened(policy());
    const hover = await client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: cidrLine, character: cidrColumn + 2 } });
    expect(hover).toMatchObject({ contents: { kind: 'markdown', value: expect.stringContaining('10.20.2.255') as unknown }, range: { start: { line: cidrLine, character: cidrColumn } } });
  });

  test('is completed', async () => {
    await opened(policy({ protocol: '' }));
    const items = await client.connection.sendRequest<{ label: string }[]>('textDocument/completion', { textDocument: { uri }, position: { line: protocolLine, character: 20 } });
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['TCP', 'UDP', 'SCTP']));
  });

  test('is outlined', async () => {
    await opened(policy());
    const outline = await client.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } });
    expect(outline).toMatchObject([{ name: 'NetworkPolicy web' }]);
  });
});
