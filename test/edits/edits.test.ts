// Edits, judged by the whole text after them.
import { describe, expect, test } from 'vitest';
import { appendItem } from '../../server/src/engine/edits/append.ts';
import { addFieldAfter, addFieldBefore } from '../../server/src/engine/edits/data.ts';
import { deleteItem, replaceItem } from '../../server/src/engine/edits/list.ts';
import { deleteBesideComments, deleteEntry, renameKey } from '../../server/src/engine/edits/map.ts';
import { plainOrQuoted, replaceByPlain, replaceString } from '../../server/src/engine/edits/scalar.ts';
import type { Edit } from '../../server/src/engine/model/finding.ts';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';
import type { Step, Value } from '../../server/src/engine/yaml/value.ts';

/** The text after an edit of the value at a path; `undefined` where there is no such edit. */
function after(text: string, path: readonly Step[], edit: (value: Value) => Edit | undefined): string | undefined {
  const change = edit(parseDocument(text).root.at(...path));
  return change === undefined ? undefined : text.slice(0, change.span.start) + change.newText + text.slice(change.span.end);
}

describe('scalars', () => {
  test.each([
    ['a: x # why\n', 'a: new # why\n'],
    ['a: "x"\r\n', 'a: "new"\r\n'],
    ["a: 'x'\n", "a: 'new'\n"],
    ['a: {b: 1}\n', 'a: new\n'],
  ])('%j: the style of the quotes stays', (text, expected) => {
    expect(after(text, ['a'], (value) => replaceString(value, 'new'))).toBe(expected);
  });

  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'], ['::/0', '"::/0"'], ['2001:db8::/32', '2001:db8::/32'], ['fe80::', '"fe80::"'], ['443', '"443"'],
    ['yes', '"yes"'], ['', '""'], ['*.example.com', '"*.example.com"'], ['a: b', '"a: b"'], ['a #b', '"a #b"'], ['a"b', 'a"b'], ['"', '"\\""'],
  ])('%j is written %s', (text, expected) => {
    expect(plainOrQuoted(text)).toBe(expected);
  });

  test('a number loses the quotes', () => {
    expect(after('a: "80" # http\n', ['a'], (value) => replaceByPlain(value, 80))).toBe('a: 80 # http\n');
  });

  test('a quote within quotes is escaped', () => {
    expect(after("a: 'x'\n", ['a'], (value) => replaceString(value, "it's"))).toBe("a: 'it''s'\n");
    expect(after('a: "x"\n', ['a'], (value) => replaceString(value, 'a"b\\c'))).toBe('a: "a\\"b\\\\c"\n');
  });
});

describe('deleting an item', () => {
  test.each<readonly [string, string, readonly Step[], string | undefined]>([
    ['in the middle, with its comment', 'a:\n  - x\n  - y # note\n  - z\n', ['a', 1], 'a:\n  - x\n  - z\n'],
    ['first', 'a:\n- x\n- y\n', ['a', 0], 'a:\n- y\n'],
    ['last', 'a:\n- x\n- y\nb: 1\n', ['a', 1], 'a:\n- x\nb: 1\n'],
    ['last of a text without line break', 'a:\n- x\n- y', ['a', 1], 'a:\n- x'],
    ['the same with CRLF', 'a:\r\n- x\r\n- y', ['a', 1], 'a:\r\n- x'],
    ['CRLF', 'a:\r\n- x\r\n- y # c\r\n- z\r\n', ['a', 1], 'a:\r\n- x\r\n- z\r\n'],
    ['of several lines', 'a:\n- b: 1\n  c:\n  - d # e\n- f: 2\n', ['a', 0], 'a:\n- f: 2\n'],
    ['with a comment line of the next', 'a:\n- x\n# about y\n- y\n', ['a', 0], 'a:\n# about y\n- y\n'],
    ['empty', 'a:\n- x\n-\n', ['a', 1], 'a:\n- x\n'],
    ['quoted', 'a:\n- "x"\n- y\n', ['a', 0], 'a:\n- y\n'],
    ['behind another dash', '- - x\n  - y\n', [0, 0], '- - y\n'],
    ['only item', 'a:\n- x\n', ['a', 0], undefined],
    ['with an anchor', 'a:\n- &k x\n- y\n', ['a', 0], undefined],
    ['flow, first', 'a: [x, y, z]\n', ['a', 0], 'a: [y, z]\n'],
    ['flow, middle', 'a: [x, y, z]\n', ['a', 1], 'a: [x, z]\n'],
    ['flow, last', 'a: [x, "y"] # c\n', ['a', 1], 'a: [x] # c\n'],
    ['flow, last before a comma', 'a: [x, y, ]\n', ['a', 1], 'a: [x, ]\n'],
    ['flow, maps', 'a: [{b: 1}, {b: 2}]\n', ['a', 0], 'a: [{b: 2}]\n'],
    ['flow, with an anchor', 'a: [&k x, y]\n', ['a', 0], undefined],
    ['flow, over lines', 'a: [\n  x,\n  y\n]\n', ['a', 0], 'a: [\n  y\n]\n'],
    ['flow, only item', 'a: [x]\n', ['a', 0], undefined],
  ])('%s', (_, text, path, expected) => {
    expect(after(text, path, deleteItem)).toBe(expected);
  });
});

describe('replacing and adding items', () => {
  test.each<readonly [string, string, readonly Step[], readonly string[], string | undefined]>([
    ['one by one', 'a:\n- x # c\n', ['a', 0], ['v'], 'a:\n- v # c\n'],
    ['one by two', 'a:\n  - x # c\n  - z\n', ['a', 0], ['v', '::/0'], 'a:\n  - v\n  - "::/0" # c\n  - z\n'],
    ['one by two, CRLF', 'a:\r\n- x\r\n', ['a', 0], ['v', 'w'], 'a:\r\n- v\r\n- w\r\n'],
    ['flow', 'a: [x, z]\n', ['a', 0], ['v', 'w'], 'a: [v, w, z]\n'],
  ])('%s', (_, text, path, texts, expected) => {
    expect(after(text, path, (value) => replaceItem(value, texts))).toBe(expected);
  });

  test.each([
    ['a:\n  - x # c\nb: 1\n', 'a:\n  - x # c\n  - v\nb: 1\n'],
    ['a: [x]\n', 'a: [x, v]\n'],
    ['a: []\n', 'a: [v]\n'],
    ['a:\r\n- x', 'a:\r\n- x\r\n- v'],
    ['a: 1\n', undefined],
  ])('%j grows', (text, expected) => {
    expect(after(text, ['a'], (value) => appendItem(value, 'v'))).toBe(expected);
  });
});

describe('entries of maps', () => {
  test.each<readonly [string, string, readonly Step[], string | undefined]>([
    ['a line', 'a:\n  b: 1\n  c: 2 # d\n  e: 3\n', ['a', 'c'], 'a:\n  b: 1\n  e: 3\n'],
    ['with what is below', 'a:\n  b: 1\n  c:\n  - 2\n  - 3\n', ['a', 'c'], 'a:\n  b: 1\n'],
    ['behind a dash', '- b: 1\n  c: 2\n', [0, 'b'], '- c: 2\n'],
    ['last behind a dash', '- b: 1\n  c: 2\n', [0, 'c'], '- b: 1\n'],
    ['without a value', 'a:\n  b:\n  c: 2\n', ['a', 'b'], 'a:\n  c: 2\n'],
    ['flow, first', 'a: {b: 1, c: 2}\n', ['a', 'b'], 'a: {c: 2}\n'],
    ['flow, last', 'a: {b: 1, c: 2}\n', ['a', 'c'], 'a: {b: 1}\n'],
    ['flow, without a value', 'a: {b: 1, c: }\n', ['a', 'c'], 'a: {b: 1 }\n'],
    ['only entry', 'a:\n  b: 1\n', ['a', 'b'], undefined],
    ['CRLF', 'a:\r\n  b: 1\r\n  c: 2\r\n', ['a', 'b'], 'a:\r\n  c: 2\r\n'],
  ])('deleting: %s', (_, text, path, expected) => {
    expect(after(text, path, deleteEntry)).toBe(expected);
  });

  test.each<readonly [string, readonly Step[], string, string]>([
    ['- b: 1 # c\n', [0, 'b'], '- x: 0\n  b: 1 # c\n', '- b: 1 # c\n  x: 0\n'],
    ['a: {b: 1}\n', ['a', 'b'], 'a: {x: 0, b: 1}\n', 'a: {b: 1, x: 0}\n'],
    ['a:\r\n  b:\r\n    c: 1\r\n', ['a', 'b'], 'a:\r\n  x: 0\r\n  b:\r\n    c: 1\r\n', 'a:\r\n  b:\r\n    c: 1\r\n  x: 0\r\n'],
  ])('%j: adding before and behind', (text, path, before, behind) => {
    expect(after(text, path, (value) => addFieldBefore(value, 'x', 0))).toBe(before);
    expect(after(text, path, (value) => addFieldAfter(value, 'x', 0))).toBe(behind);
  });

  test.each<readonly [string, string | undefined]>([
    ['a:\n  b: [1]\n  c: 2\n', 'a:\n  c: 2\n'],
    ['a:\n  b: [1] # why\n  c: 2\n', 'a:\n  # why\n  c: 2\n'],
    ['a:\r\n  c: 2\r\n  b: # why\r\n    - "x # no comment" # x\r\n    # y\r\n    - z\r\n', 'a:\r\n  c: 2\r\n  # why\r\n  # x\r\n  # y\r\n'],
    ['a:\n  - b: [1] # why\n    c: 2\n', undefined],
    ['a:\n  c: 2\n  b: [1] # why', undefined],
    ['a: { b: [1,\n    # why\n    2], c: 3 }\n', undefined],
    ['a:\n  c: 2\n  b:\n  # - x\n', 'a:\n  c: 2\n  # - x\n'],
  ])('%j: deleting, and leaving the comments', (text, expected) => {
    const at = text.includes('- b') ? ['a', 0, 'b'] : ['a', 'b'];
    expect(after(text, at, deleteBesideComments)).toBe(expected);
  });

  test('renaming', () => {
    expect(after('a: {"b": 1}\n', ['a', 'b'], (value) => renameKey(value, 'c'))).toBe('a: {"c": 1}\n');
  });
});
