/** What is in the .vsix that `npm run package` has made: what runs, and nothing else. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, vsixPath } from '../scripts/lib/project.ts';
import { readZip } from '../scripts/lib/zip.ts';

const entries = readZip(vsixPath());
const names = entries.map(({ name }) => name);

function jsonFiles(folder: string): string[] {
  return readdirSync(join(root, folder)).filter(file => file.endsWith('.json')).map(file => `extension/${folder}/${file}`);
}

test('the package holds exactly these files', () => {
  expect(names.toSorted()).toEqual([
    '[Content_Types].xml',
    'extension.vsixmanifest',
    ...['LICENSE.txt', 'changelog.md', 'icon.png', 'package.json', 'readme.md'].map(file => `extension/${file}`),
    ...['client.browser.js', 'client.js', 'notices.txt', 'server.browser.js', 'server.js'].map(file => `extension/out/${file}`),
    ...jsonFiles('snippets'),
  ].sort());
});

test('the package is small', () => {
  expect(statSync(vsixPath()).size).toBeLessThan(1_000_000);
});

test('every file that package.json names is in the package', () => {
  const named = [...readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"\.?\/?((?:out|snippets|schemas)\/[^"]+|icon\.png)"/g)]
    .map(match => `extension/${match[1] ?? ''}`).filter(path => path !== 'extension/out/cli.js');
  expect(named.filter(path => !names.includes(path))).toEqual([]);
});

test('the bundles refer to no source map', () => {
  const bundles = entries.filter(({ name }) => name.startsWith('extension/out/') && name.endsWith('.js'));
  expect(bundles.filter(({ read }) => read().includes('sourceMappingURL=')).map(({ name }) => name)).toEqual([]);
});

// One letter beyond Latin-1 anywhere, and the engine keeps two bytes for each character of the bundle. The build escapes
// texts but not regular expressions.
test('the bundles are ASCII', () => {
  const bundles = entries.filter(({ name }) => name.startsWith('extension/out/') && name.endsWith('.js'));
  expect(bundles.filter(({ read }) => read().some((byte) => byte > 0x7f)).map(({ name }) => name)).toEqual([]);
});

// The extension never runs the command line, so it is not in the package.
test('the command line bundle is a program', () => {
  expect(readFileSync(join(root, 'out/cli.js')).toString('utf8', 0, 20)).toBe('#!/usr/bin/env node\n');
});
