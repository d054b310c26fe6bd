// What other tools get wrong, as docs/peers.md lists it: a folder `test/peers/<tool>-<case>/` each. In a folder whose name
// starts with `good` nothing is wrong: there is no error and no warning, and nothing has the codes that its first line names.
// In the others the files mark every finding but hints.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../server/src/engine/index.ts';
import { checkFixture, optionsOf } from './support/fixture.ts';
import { linterOf, readFolder } from './support/workspace.ts';

const home = join(import.meta.dirname, 'peers');
const folders = readdirSync(home).sort();
const page = readFileSync(join(import.meta.dirname, '../docs/peers.md'), 'utf8');

describe.each(folders.filter((name) => name.startsWith('good')))('%s', (name) => {
  test('is silent', () => {
    const files = readFolder(join(home, name));
    const codes = /^# ((?:(?:IST|KIA)\d{4}(?:, )?)+): /.exec(files['set.yaml'] ?? '')?.[1]?.split(', ') ?? [];
    expect(codes).not.toEqual([]);
    const linter = linterOf(files, optionsOf(join(home, name)));
    const said = Object.keys(files).flatMap((uri) => linter.findings(uri))
      .filter((finding) => finding.severity === 'error' || finding.severity === 'warning' || finding.codes.some((code) => codes.includes(code)));
    expect(said.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});

describe.each(folders.filter((name) => !name.startsWith('good')))('%s', (name) => {
  test('is found', () => {
    checkFixture(join(home, name), ({ severity }) => severity !== 'hint');
  });
});

describe('docs/peers.md', () => {
  test('names every folder, and none besides', () => {
    const named = [...page.matchAll(/\.\.\/test\/peers\/([\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(folders);
  });

  test('names rules that exist, with fixtures that exist', () => {
    const ids = new Set(rules.map(({ id }) => id));
    const named = [...page.matchAll(/\]\(rules\/([\w-]+)\.md\)/g)].map(([, id]) => id ?? '');
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    const fixtures = [...page.matchAll(/\.\.\/test\/rules\/([\w-]+)\/([\w-]+)/g)];
    expect(fixtures.filter(([, id = '', folder = '']) => !readdirSync(join(import.meta.dirname, 'rules', id)).includes(folder)).map(([path]) => path)).toEqual([]);
  });
});
