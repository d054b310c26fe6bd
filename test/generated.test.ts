// What is generated is as the generator would write it now.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withSettings } from '../scripts/generate/settings.ts';

test('docs and settings are not stale (npm run generate)', () => {
  const script = join(import.meta.dirname, '../scripts/generate.ts');
  const { status, stderr } = spawnSync(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}, 60_000);

test('the generator touches nothing in package.json but its own sections', () => {
  const mine = { title: 'Mine', properties: {} };
  const before = `${JSON.stringify({ name: 'x', contributes: { snippets: [], configuration: [{ title: 'Rules', properties: { old: 1 } }, mine], commands: [] }, scripts: { a: 'b' } }, undefined, 2)}\n`;
  const after = JSON.parse(withSettings(before, [])) as { contributes: { configuration: { title: string }[] } };
  expect(Object.keys(after.contributes)).toEqual(['snippets', 'configuration', 'commands']);
  expect(after.contributes.configuration.map(({ title }) => title)).toEqual(['Egress Manifests', 'Rules', 'Mine']);
  expect({ ...after, contributes: { ...after.contributes, configuration: [] } }).toEqual({ name: 'x', contributes: { snippets: [], configuration: [], commands: [] }, scripts: { a: 'b' } });
});

test('a package.json in another style is refused, not reformatted', () => {
  expect(() => withSettings('{"name":"x"}', [])).toThrow('two blanks');
});
