/**
 * Writes what follows from the sources: the pages about rules, settings and kinds, and the settings in package.json.
 * `npm run generate -- --check` writes nothing, names what is stale and exits with 1.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ruleFacts } from './generate/facts.ts';
import { kindPages } from './generate/kind-pages.ts';
import { ruleIndex, rulePage } from './generate/rule-pages.ts';
import { settingsPage, withSettings } from './generate/settings.ts';
import { root } from './lib/project.ts';

/** Folders in which every file is generated: what is not made any more is deleted. */
const owned = ['docs/rules', 'docs/kinds'];

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const made = makeAll();
const stale = [...made].filter(([path, text]) => readIfThere(path) !== text).map(([path]) => path);
const superfluous = owned.flatMap((folder) => existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : []).filter((path) => !made.has(path));

if (values.check === true) {
  for (const path of [...stale, ...superfluous].sort()) console.error(`${path} is stale`);
  if (stale.length + superfluous.length > 0) {
    console.error('Run `npm run generate` and commit the result.');
    process.exitCode = 1;
  }
} else {
  for (const path of stale) write(path, made.get(path) ?? '');
  for (const path of superfluous) rmSync(join(root, path));
  for (const path of [...stale, ...superfluous].sort()) console.log(path);
}

function makeAll(): ReadonlyMap<string, string> {
  const rules = ruleFacts();
  return new Map([
    ...rules.map((facts) => [`docs/rules/${facts.rule.id}.md`, rulePage(facts)] as const),
    ['docs/rules/README.md', ruleIndex(rules)],
    ['docs/settings.md', settingsPage(rules)],
    ...Object.entries(kindPages()).map(([name, text]) => [`docs/kinds/${name}`, text] as const),
    ['package.json', withSettings(readFileSync(join(root, 'package.json'), 'utf8'), rules)],
  ]);
}

function readIfThere(path: string): string | undefined {
  const full = join(root, path);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
