// The pages written by hand name what is there.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { traceOptions } from '../server/src/cli/commands/trace-arguments.ts';
import { optionSpecs } from '../server/src/cli/options.ts';
import { rules } from '../server/src/engine/index.ts';
import { settings } from '../server/src/protocol/settings.ts';

const root = join(import.meta.dirname, '..');
const pages = [...markdownIn('.'), ...markdownIn('docs'), ...markdownIn('docs/adr'), ...markdownIn('docs/rules'), ...markdownIn('docs/kinds')];
const readme = readFileSync(join(root, 'README.md'), 'utf8');

test.each(pages)('links of %s lead somewhere', (page) => {
  const text = readFileSync(join(root, page), 'utf8').replaceAll(/^```[^]*?^```/gm, '');
  const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
  // Pictures are made by the editor tests.
  expect(targets.filter((target) => !target.startsWith('docs/images/') && !existsSync(join(root, dirname(page), target)))).toEqual([]);
});

test('the README lists every snippet', () => {
  const prefixes = readdirSync(join(root, 'snippets')).flatMap((file) => {
    const snippets = JSON.parse(readFileSync(join(root, 'snippets', file), 'utf8')) as Record<string, { prefix: string | string[] }>;
    return Object.values(snippets).map(({ prefix }) => [prefix].flat()[0] ?? '');
  });
  expect(prefixes.filter((prefix) => !readme.includes(`| \`${prefix}\` |`))).toEqual([]);
});

test('options, settings and rules that the README names exist', () => {
  const options = [...optionSpecs, ...traceOptions].map(({ name }) => name);
  const named = [...readme.matchAll(/(?:egress-lint|`)[^`\n]*?--([a-z-]+)/g)].map(([, name = '']) => name).filter((name) => !['only', 'peer', 'stdio'].includes(name));
  expect(named.filter((name) => !options.includes(name))).toEqual([]);
  const keys = [...readme.matchAll(/`egress\.([A-Za-z.]+)`/g)].map(([, key = '']) => key);
  expect(keys.filter((key) => !(key in settings))).toEqual([]);
  const ids = [...readme.matchAll(/egress-lint-disable\S* ([a-z0-9-]+)/g)].map(([, id = '']) => id);
  expect(ids.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
});

function markdownIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).filter((name) => name.endsWith('.md')).map((name) => (folder === '.' ? name : `${folder}/${name}`));
}
