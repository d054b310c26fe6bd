// Every rule has a folder `test/rules/<id>/`; each folder in it is a workspace. In a folder whose name starts with `good`
// the rule must be silent, and no rule may find an error or a warning; in the others the files mark every finding of the rule
// and every error and warning of the others. Advice of other rules needs no marker: it is their fixtures' business.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../server/src/engine/index.ts';
import type { LocatedFinding } from '../server/src/engine/index.ts';
import { checkFixture, optionsOf } from './support/fixture.ts';
import { linterOf, readFolder } from './support/workspace.ts';

const home = join(import.meta.dirname, 'rules');
const folders = readdirSync(home).filter((name) => statSync(join(home, name)).isDirectory());

test('every rule has fixtures, every folder of fixtures a rule', () => {
  expect(folders).toEqual(rules.map((rule) => rule.id).sort());
});

test.each(rules.map((rule) => [rule.id] as const))('%s has fixtures that trigger it and near misses', (id) => {
  const cases = readdirSync(join(home, id));
  expect(cases.some((name) => name.startsWith('good'))).toBe(true);
  expect(cases.some((name) => !name.startsWith('good'))).toBe(true);
});

for (const folder of folders) {
  describe(folder, () => {
    for (const name of readdirSync(join(home, folder)).sort()) {
      const path = join(home, folder, name);
      test(name, () => {
        if (name.startsWith('good')) {
          const files = readFolder(path);
          const linter = linterOf(files, optionsOf(path));
          const said = Object.keys(files).flatMap((uri) => linter.findings(uri).filter((finding) => concerns(finding, folder)).map((finding) => `${finding.rule}: ${finding.message}`));
          expect(said).toEqual([]);
        } else {
          checkFixture(path, (finding) => concerns(finding, folder));
        }
      });
    }
  });
}

function concerns({ rule, severity }: LocatedFinding, own: string): boolean {
  return rule === own || severity === 'error' || severity === 'warning';
}
