import { splitBlockBefore } from '../../edits/split-block.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import { objectsOf } from '../../workspace/manifest.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import type { ParsedDocument, Value } from '../../yaml/value.ts';
import { documentRule } from '../define.ts';
import { isAlternative } from '../support/branches.ts';

export const yamlDuplicateKey = documentRule({
  id: 'yaml-duplicate-key',
  title: 'Key written twice in one map',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `A map holds the same key twice. YAML forbids it; the API server refuses such a body under strict validation, and older clients keep only the last value without a word, so the first \`cidr:\` of two is silently lost.

A key that only overrides one of a merge (\`<<\`) is no duplicate (see [yaml-merge-order](yaml-merge-order.md) for one that is overridden by it), nor are the keys in different branches (\`{{ if }}\`, \`{{ else }}\`) of a template.

**Do:** delete one of the two, or write a second list item.`,
  check(document, report) {
    const pending: Value[] = [...objectsOf(document)];
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      if (hasEqualSteps(value.entries())) checkMap(document, value, report);
      for (const child of value.children()) if (!child.isAlias && child.children().length > 0) pending.push(child);
    }
  },
});

/** So many keys are compared one by one. */
const few = 12;

/** Nearly all maps are done with this look at them. */
function hasEqualSteps(entries: readonly Value[]): boolean {
  if (entries.length > few) return new Set(entries.map(({ step }) => step)).size < entries.length;
  for (let at = 1; at < entries.length; at++) {
    const step = entries[at]?.step;
    for (let before = 0; before < at; before++) if (entries[before]?.step === step) return true;
  }
  return false;
}

function checkMap(document: ParsedDocument, map: Value, report: (problem: Problem) => void): void {
  const first = new Map<string, Value>();
  for (const entry of map.entries()) {
    // What is left of a line that could not be read has an empty key.
    if (entry.parent !== map || entry.keySource === '' || entry.step === '' || isPlaceholder(String(entry.step))) continue;
    const name = String(entry.step);
    const other = first.get(name);
    if (other === undefined) first.set(name, entry);
    else if (!isAlternative(document, other, entry)) report(problemOf(name, entry, other));
  }
}

/** Kubernetes refuses two keys of the same type and value; `1` and `"1"` become one key only later, and one of them is lost. */
function problemOf(name: string, entry: Value, other: Value): Problem {
  const isSame = entry.keyScalar === other.keyScalar && (typeof entry.keyScalar !== 'number' || entry.keySource === other.keySource);
  const consequence = isSame ? 'the first value is lost or the manifest is refused' : `both are read as ${JSON.stringify(name)}, and only one value remains`;
  return {
    span: entry.keySpan, ...(isSame ? { admission: 'rejected' } : {}),
    message: `The key ${name} is written twice in this map: ${consequence}. ${name === 'cidr' ? 'Write a second list item for the second range.' : 'Keep one of the two.'}`,
    fixes: () => ownItem(name, entry),
  };
}

/** Two ranges in one block were to be two blocks. */
function ownItem(name: string, entry: Value): readonly Fix[] {
  const edit = name === 'cidr' ? splitBlockBefore(entry) : undefined;
  return edit === undefined ? [] : [{ title: `Write a second item for ${entry.string ?? 'the second range'}`, edits: [edit] }];
}
