// Edits that write, move and replace whole blocks, judged by the text after them.
import { expect, test } from 'vitest';
import { addField, appendData, prependData, replaceData, replaceField } from '../../server/src/engine/edits/data.ts';
import { fixOf } from '../../server/src/engine/edits/fix.ts';
import { deleteItem } from '../../server/src/engine/edits/list.ts';
import { deleteSettings } from '../../server/src/engine/edits/map.ts';
import { moveBefore, moveInto, moveToEnd } from '../../server/src/engine/edits/move.ts';
import type { Edit } from '../../server/src/engine/model/finding.ts';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';
import type { Value } from '../../server/src/engine/yaml/value.ts';

/** The text after some edits of a document; `undefined` where there are none. */
function after(text: string, edits: (root: Value) => Edit | undefined | readonly (Edit | undefined)[]): string | undefined {
  const [fix] = fixOf('x', edits(parseDocument(text).root));
  return fix?.edits.toSorted((a, b) => b.span.start - a.span.start).reduce((before, { span, newText }) => before.slice(0, span.start) + newText + before.slice(span.end), text);
}

test.each<readonly [string, string]>([
  ['a:\n    b:\n        - c: 1\n', 'a:\n    b:\n        - c: 1\n        - d:\n              e:\n                  - x\n'],
  ['a:\n  b:\n  - c: 1 # c\n', 'a:\n  b:\n  - c: 1 # c\n  - d:\n      e:\n      - x\n'],
  ['a: {b: [{c: 1}]}\n', 'a: {b: [{c: 1}, {d: {e: [x]}}]}\n'],
  ['{"a": {"b": []}}', '{"a": {"b": [{"d": {"e": ["x"]}}]}}'],
  ['a:\r\n  b:\r\n  - 1', 'a:\r\n  b:\r\n  - 1\r\n  - d:\r\n      e:\r\n      - x'],
])('%j: an item in the style of the document', (text, expected) => {
  expect(after(text, (root) => appendData(root.at('a', 'b'), { d: { e: ['x'] } }))).toBe(expected);
});

test('several items, and one before the first', () => {
  expect(after('a:\n- 1\n', (root) => appendData(root.at('a'), 'x', 'v'))).toBe('a:\n- 1\n- x\n- v\n');
  expect(after('a: [1]\n', (root) => appendData(root.at('a'), 'x', 'v'))).toBe('a: [1, x, v]\n');
  expect(after('a:\n# one\n- 1\n', (root) => prependData(root.at('a'), { b: 2, c: [] }))).toBe('a:\n# one\n- b: 2\n  c: []\n- 1\n');
  expect(after('a: [1]\n', (root) => prependData(root.at('a'), 'x'))).toBe('a: [x, 1]\n');
});

test.each<readonly [string, string | undefined]>([
  ['a:\n  b: 1\nz: 2\n', 'a:\n  c:\n    d: x\nz: 2\n'],
  ['a:\n  b:\n  # why\n  - 1 # first\nz: 2\n', 'a:\n  # why\n  # first\n  c:\n    d: x\nz: 2\n'],
  ['a:\n  b: {e: 1} # why\n', 'a:\n  c: {d: x} # why\n'],
  ['a: {b: 1}\n', 'a: {c: {d: x}}\n'],
  ['{"a": {"b": 1}}', '{"a": {"c": {"d": "x"}}}'],
  ['a:\n  b: &k\n  - 1\n', undefined],
  ['a:\n  b: {e: 1, # why\n    f: 2}\n', undefined],
])('%j: one field in the place of another', (text, expected) => {
  expect(after(text, (root) => replaceField(root.at('a', 'b'), 'c', { d: 'x' }))).toBe(expected);
});

test('another value, and a field at the end', () => {
  expect(after('a:\n- 1\n', (root) => replaceData(root.at('a', 0), 'x'))).toBe('a:\n- x\n');
  expect(after('a: []\n', (root) => replaceData(root.at('a'), ['x']))).toBe('a: [x]\n');
  expect(after('a: {}\n', (root) => addField(root.at('a'), 'b', true))).toBe('a: {b: true}\n');
  expect(after('a:\n  b: 1\n  c:\n  - 2 # c\n', (root) => addField(root.at('a'), 'd', 3))).toBe('a:\n  b: 1\n  c:\n  - 2 # c\n  d: 3\n');
});

test.each<readonly [string, string | undefined]>([
  ['a:\n# one\n- 1 # uno\n- 2\nb: 3\n', 'a:\n- 2\n# one\n- 1 # uno\nb: 3\n'],
  ['a:\n- 1\n- 2', 'a:\n- 2\n- 1'],
  ['a:\r\n- b: 1\r\n  c: 2\r\n- 2\r\n', 'a:\r\n- 2\r\n- b: 1\r\n  c: 2\r\n'],
  ['a: [1, 2] # c\n', 'a: [2, 1] # c\n'],
  ['a:\n- &k 1\n- *k\n', undefined],
  ['a:\n- 1\n', undefined],
])('%j: the first item goes to the end', (text, expected) => {
  expect(after(text, (root) => moveToEnd(root.at('a', 0)))).toBe(expected);
});

test('the last item goes before the first', () => {
  expect(after('a:\n# one\n- 1\n# two\n- 2\n', (root) => moveBefore(root.at('a', 1), root.at('a', 0)))).toBe('a:\n# two\n- 2\n# one\n- 1\n');
  expect(after('a:\n- 1\n- 2', (root) => moveBefore(root.at('a', 1), root.at('a', 0)))).toBe('a:\n- 2\n- 1');
  expect(after('a: [1, 2]\n', (root) => moveBefore(root.at('a', 1), root.at('a', 0)))).toBe('a: [2, 1]\n');
});

test('an item goes into another list', () => {
  expect(after('a:\n# only\n- b: 1\n  c: 2\nd:\n  - 3\n', (root) => moveInto(root.at('a', 0), root.at('d'), []))).toBe('d:\n  - 3\n  # only\n  - b: 1\n    c: 2\n');
  expect(after('a:\n- 1\n- 2\nd:\n- 3', (root) => moveInto(root.at('a', 0), root.at('d'), []))).toBe('a:\n- 2\nd:\n- 3\n- 1');
  expect(after('{a: [1], d: [3]}\n', (root) => moveInto(root.at('a', 0), root.at('d'), []))).toBe('{d: [3, 1]}\n');
  expect(after('a: # why\n- 1\nd:\n- 3\n', (root) => moveInto(root.at('a', 0), root.at('d'), []))).toBeUndefined();
});

test('what is added behind what goes takes its place', () => {
  expect(after('a:\n  b:\n  - 1\n  - 2\n', (root) => [deleteItem(root.at('a', 'b', 1)), addField(root.at('a'), 'c', 3)])).toBe('a:\n  b:\n  - 1\n  c: 3\n');
});

test('what an alias stands for does not go', () => {
  expect(after('a:\n- b: &k 1\n- 2\nc: *k\n', (root) => deleteItem(root.at('a', 0)))).toBeUndefined();
  expect(after('a:\n- b: &k 1\n- 2\n', (root) => deleteItem(root.at('a', 0)))).toBe('a:\n- 2\n');
});

test('settings go with what is for them alone', () => {
  expect(after('a: 1\nb:\n  c:\n  - port: 1\n    tls: 2\n', (root) => deleteSettings(root.at('b', 'c', 0, 'tls')))).toBe('a: 1\n');
  expect(after('a: 1\nb:\n  c:\n  - port: 1\n    tls: 2\n  - port: 3\n', (root) => deleteSettings(root.at('b', 'c', 0, 'tls')))).toBe('a: 1\nb:\n  c:\n  - port: 3\n');
});
