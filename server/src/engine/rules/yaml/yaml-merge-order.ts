import { fixOf } from '../../edits/fix.ts';
import { moveBeforeEntry } from '../../edits/map.ts';
import type { Problem } from '../../model/finding.ts';
import { objectsOf } from '../../workspace/manifest.ts';
import { mergedMaps, mergesIn } from '../../yaml/merges.ts';
import type { ParsedDocument, Value } from '../../yaml/value.ts';
import { documentRule } from '../define.ts';
import { isAlternative } from '../support/branches.ts';

export const yamlMergeOrder = documentRule({
  id: 'yaml-merge-order',
  title: 'Merge key behind the key that it overrides',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  docs: `A map has a key of its own, and behind it a merge key (\`<<\`) that brings in the same key with another value. By YAML's rules a map's own keys count wherever \`<<\` stands. The library by which \`kubectl\` and the API server read YAML goes from top to bottom: what is merged last overwrites the key, and its own value is lost without a word. Kustomize reads it the other way.

Where \`<<\` stands first the keys behind it override what it brings in, as is meant. \`kubectl\` sends JSON, so that the server sees no repeated key; only a server that gets the YAML itself, under strict validation, refuses a key that is merged and written as well.

Nothing is said where both values are the same, or stand in different branches of a template.

**Do:** write \`<<\` as the first key of the map.`,
  check(document, report) {
    if (!document.text.includes('<<')) return;
    const pending: Value[] = [...objectsOf(document)];
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      for (const merge of mergesIn(value)) {
        const problem = overwritten(document, value, merge);
        if (problem !== undefined) report(problem);
      }
      for (const child of value.children()) if (child.parent === value && !child.isAlias) pending.push(child);
    }
  },
});

/** The keys of a map that a merge behind them overwrites, told at the first of them. */
function overwritten(document: ParsedDocument, map: Value, merge: Value): Problem | undefined {
  const before = map.entries().filter((entry) => entry.parent === map && entry.keySpan.start < merge.keySpan.start);
  const lost = before.flatMap((entry) => {
    const other = mergedMaps(merge).map((source) => source.written(entry.step ?? '')).find((one) => one !== undefined);
    return other === undefined || isSame(entry, other) || isAlternative(document, entry, merge) ? [] : [{ entry, other }];
  });
  const [first] = lost;
  const [top] = before;
  if (first === undefined || top === undefined) return undefined;
  const names = lost.map(({ entry }) => String(entry.step)).join(', ');
  return {
    span: first.entry.keySpan,
    message: `The merge key << behind ${names} brings in ${lost.length === 1 ? 'another value, and kubectl takes that: what is written here is' : 'other values, and kubectl takes those: what is written here is'} lost. Write << as the first key of the map.`,
    fixes: () => fixOf('Write << first', moveBeforeEntry(merge, top), true),
  };
}

function isSame(a: Value, b: Value): boolean {
  return a.scalar !== undefined && b.scalar !== undefined ? a.scalar === b.scalar : a.source === b.source;
}
