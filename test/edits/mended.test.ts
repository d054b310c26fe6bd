// Every fix of every fixture: its edits are apart, the text after them is YAML where it was, and the finding is gone.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Linter, LocatedFinding, LocatedFix } from '../../server/src/engine/index.ts';
import { optionsOf } from '../support/fixture.ts';
import { linterOf, readFolder } from '../support/workspace.ts';

type Files = Readonly<Record<string, string>>;

const home = join(import.meta.dirname, '..', 'rules');
const folders = readdirSync(home).filter((name) => statSync(join(home, name)).isDirectory());

test.each(folders)('fixes of %s mend', (rule) => {
  for (const name of readdirSync(join(home, rule)).filter((one) => !one.startsWith('good'))) {
    const path = join(home, rule, name);
    const files = Object.fromEntries(Object.entries(readFolder(path)).filter(([uri]) => !uri.includes('.fixed.')));
    const linter = linterOf(files, optionsOf(path));
    for (const finding of allOf(linter, files).filter((one) => one.rule === rule)) {
      for (const fix of finding.fixes()) {
        const changed = fixed(files, fix);
        const what = `${name}: "${fix.title}" for: ${finding.message}`;
        expect(Object.keys(files).filter((uri) => broken(changed[uri]) && !broken(files[uri])), what).toEqual([]);
        const after = allOf(linterOf(changed, optionsOf(path)), changed);
        const before = allOf(linter, files);
        // Where the same thing stands twice, what is said of the other may now be this.
        expect(after.length < before.length || after.filter((one) => isSame(one, finding)).length < before.filter((one) => isSame(one, finding)).length, what).toBe(true);
      }
    }
  }
});

function fixed(files: Files, { edits }: LocatedFix): Files {
  return Object.fromEntries(Object.entries(files).map(([uri, text]) => {
    const own = edits.filter((edit) => edit.uri === uri).sort((a, b) => b.span.start - a.span.start);
    own.forEach((edit, index) => { expect(edit.span.end).toBeLessThanOrEqual(own[index - 1]?.span.start ?? text.length); });
    return [uri, own.reduce((before, { span, newText }) => before.slice(0, span.start) + newText + before.slice(span.end), text)];
  }));
}

function allOf(linter: Linter, files: Files): readonly LocatedFinding[] {
  return Object.keys(files).flatMap((uri) => linter.findings(uri));
}

function isSame(one: LocatedFinding, other: LocatedFinding): boolean {
  return one.rule === other.rule && one.message === other.message;
}

function broken(text = ''): boolean {
  return parseAllDocuments(text, { uniqueKeys: false }).some(({ errors }) => errors.length > 0);
}
