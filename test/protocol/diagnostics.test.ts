import { afterEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { start } from './client.ts';
import type { Client, Options } from './client.ts';
import { cidrColumn, cidrLine, policy } from './manifests.ts';

const uri = 'file:///loose/policy.yaml';
let client: Client;

async function begin(options?: Options): Promise<void> {
  client = await start(options);
}
afterEach(async () => {
  expect(await client.stop()).toBe(0);
});

function summary(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, range: { start: from, end } }) => `${String(code)} ${from.line}:${from.character}-${end.line}:${end.character}`);
}

describe('an open file', () => {
  test('gets diagnostics with its version, and none when it is mended', async () => {
    await begin();
    await client.open(uri, policy({ cidr: '10.20.2.7/24' }));
    const [found] = await client.until(uri, (all, version) => version === 1 && all.length === 1);
    expect(found).toMatchObject({
      code: 'cidr-host-bits', source: 'egress', severity: 1,
      range: { start: { line: cidrLine, character: cidrColumn }, end: { line: cidrLine, character: cidrColumn + '10.20.2.7/24'.length } },
    });
    expect(found?.codeDescription?.href).toMatch(/\/docs\/rules\/cidr-host-bits\.md$/);
    expect(found?.message).toMatch(/\(rejected when applied\)$/);
    await client.change(uri, 2, [{ range: { start: { line: cidrLine, character: 26 }, end: { line: cidrLine, character: 27 } }, text: '0' }]);
    expect(await client.until(uri, (_, version) => version === 2)).toEqual([]);
  });

  test('has nothing left after it is closed', async () => {
    await begin();
    await client.open(uri, policy({ cidr: '10.20.2.7/24' }));
    await client.until(uri, (all) => all.length === 1);
    await client.close(uri);
    await client.until(uri, (all) => all.length === 0);
  });

  test('has nothing left after it is closed, however the client spells its name', async () => {
    await begin();
    const spelled = 'file:///loose/a+b@c/policy.yaml';
    await client.open(spelled, policy({ cidr: '10.20.2.7/24' }));
    await client.until(spelled, (all) => all.length === 1);
    await client.close(spelled);
    await client.until(spelled, (all) => all.length === 0);
  });

  test('is answered for every version, though nothing changes', async () => {
    await begin();
    await client.open(uri, policy({ cidr: '10.20.2.7/24' }));
    await client.until(uri, (_, version) => version === 1);
    await client.change(uri, 2, [{ range: { start: { line: 3, character: 8 }, end: { line: 3, character: 8 } }, text: 'x' }]);
    await client.until(uri, (all, version) => version === 2 && all.length === 1);
  });

  test('is not published for versions that nobody sees any more', async () => {
    await begin();
    await client.open(uri, policy());
    await client.until(uri, (_, version) => version === 1);
    for (let version = 2; version <= 50; version++) void client.change(uri, version, [{ range: { start: { line: 3, character: 8 }, end: { line: 3, character: 8 } }, text: 'x' }]);
    await client.until(uri, (_, version) => version === 50);
    const versions = client.published.map(({ version }) => version ?? 0);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });
});

describe('columns', () => {
  const bad = '10.20.2.7/24';

  test.each([
    ['astral characters before the place', policy({ cidr: bad }).replace('cidr: ', '"\u{1F600}\u{1F600}": x, cidr: ').replace('- ipBlock:\n            ', '- ipBlock: {').replace(`${bad}\n`, `${bad}}\n`)],
    ['CRLF', policy({ cidr: bad }).replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${policy({ cidr: bad })}`],
    ['a byte order mark and a flow document', `\uFEFF{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: ${bad}}}]}]}}`],
    ['documents before it', `${policy()}---\r\n${policy({ name: 'other', cidr: bad })}`],
  ])('are right with %s', async (_, text) => {
    await begin();
    await client.open(uri, text);
    const all = await client.until(uri, (_all, version) => version === 1);
    const found = all.find(({ code }) => code === 'cidr-host-bits');
    const at = text.indexOf(bad);
    const before = text.slice(0, at).split(/\r?\n/);
    const column = before.at(-1)!.length;
    expect(found?.range).toEqual({ start: { line: before.length - 1, character: column }, end: { line: before.length - 1, character: column + bad.length } });
  });

  test('never reach over a line', async () => {
    await begin();
    await client.open(uri, `${policy({ spec: 'spce' })}---\n${policy().replace('podSelector: {}', 'podSelector:\n  - a\n  - b')}---\nkind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nspec: [\n`);
    const all = await client.until(uri, (found) => found.length > 0);
    expect(all.filter(({ range }) => range.start.line !== range.end.line)).toEqual([]);
  });
});

describe('settings', () => {
  const text = policy({ cidr: '10.20.2.7/24' });

  test.each([
    ['initialization options', { initializationOptions: { egress: { settings: { rules: { 'cidr-host-bits': 'hint' } } } } }],
    ['initialization options, flat', { initializationOptions: { egress: { 'rules.cidr-host-bits': 'hint' } } }],
    ['workspace/configuration', { configuration: () => ({ rules: { 'cidr-host-bits': 'hint' } }) }],
  ])('come from %s', async (_, options) => {
    await begin(options);
    await client.open(uri, text);
    const [found] = await client.until(uri, (all) => all.length === 1);
    expect(found).toMatchObject({ code: 'cidr-host-bits', severity: 4 });
    expect(found?.message).toMatch(/\(rejected when applied\)$/);
  });

  test('change what is shown at once', async () => {
    await begin();
    await client.open(uri, text);
    await client.until(uri, (all) => all[0]?.severity === 1);
    const tell = (egress: unknown): Promise<void> => client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { egress } });
    await tell({ kubernetesVersion: '1.34' });
    const [warned] = await client.until(uri, (all) => all[0]?.severity === 2);
    expect(warned?.message).toMatch(/\(the server warns\)$/);
    await tell({ kubernetesVersion: '' });
    await client.until(uri, (all) => all[0]?.severity === 1);
    await tell({ kubernetesVersion: 'v1.34.2-eks-1a2b3c4' });
    await client.until(uri, (all) => all[0]?.severity === 2);
    expect(client.log).toEqual([]);
    await tell({ rules: { 'cidr-host-bits': 'off' } });
    await client.until(uri, (all) => all.length === 0);
    await tell({});
    await client.until(uri, (all) => all[0]?.severity === 1);
  });

  test('that mean nothing are said to, and change nothing', async () => {
    await begin({ configuration: () => ({ kubernetesVersion: 'newest', exclude: 'no list', maxFiles: -1, rules: { 'cidr-hostbits': 'off', 'cidr-host-bits': 'loud' } }) });
    await client.open(uri, text);
    await client.until(uri, (all) => all[0]?.severity === 1);
    expect(client.log.join('\n')).toContain('cidr-hostbits');
    expect(client.log.join('\n')).toContain('"newest"');
  });

  test('yield the schema checks to another extension, unless told otherwise', async () => {
    await begin({ initializationOptions: { egress: { schemasElsewhere: true } } });
    await client.open(uri, policy({ spec: 'spce' }));
    expect(await client.until(uri, (_, version) => version === 1)).toEqual([]);
    await client.connection.sendNotification('egress/schemasElsewhere', { active: false });
    expect(summary(await client.until(uri, (all) => all.length > 0))).toContain('unknown-field 5:0-5:4');
  });
});

describe('what is not ours', () => {
  test.each([
    ['a chart template', 'helm', policy({ cidr: '10.20.2.7/24' })],
    ['a compose file', 'dockercompose', 'services: {}\n'],
  ])('%s is left alone', async (_, languageId, text) => {
    await begin();
    await client.open(uri, text, languageId);
    await client.settle();
    expect(client.published).toEqual([]);
  });

  test('other YAML is answered with nothing', async () => {
    await begin();
    await client.open(uri, 'on: push\njobs: {}\n');
    expect(await client.until(uri, (_, version) => version === 1)).toEqual([]);
  });

  test('the old side of a comparison is left alone', async () => {
    await begin();
    await client.open('git:/loose/policy.yaml?ref', policy({ cidr: '10.20.2.7/24' }));
    await client.settle();
    expect(client.published).toEqual([]);
  });

  test('JSON is checked like YAML', async () => {
    await begin();
    await client.open('file:///loose/policy.json', JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.20.2.7/24' } }] }] } }), 'json');
    await client.until('file:///loose/policy.json', (all) => all.some(({ code }) => code === 'cidr-host-bits'));
  });
});
