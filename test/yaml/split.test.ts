import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitDocuments } from '../../server/src/engine/yaml/split.ts';

const documents = (text: string): readonly string[] => splitDocuments(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ['one document', 'a: 1\n', ['a: 1\n']],
  ['nothing', '', ['']],
  ['a mark before the first', '---\na: 1\n', ['---\na: 1\n']],
  ['comments before the first mark', '# c\n\n---\na: 1\n', ['# c\n\n---\na: 1\n']],
  ['two', 'a: 1\n---\nb: 1\n', ['a: 1\n', '---\nb: 1\n']],
  ['a comment behind the mark', 'a: 1\n--- # c\nb: 1\n', ['a: 1\n', '--- # c\nb: 1\n']],
  ['no mark: more hyphens', 'a: 1\n----\nb: 1\n', ['a: 1\n----\nb: 1\n']],
  ['no mark: indented', 'a: |\n  ---\n', ['a: |\n  ---\n']],
  ['an end mark', 'a: 1\n...\nb: 1\n', ['a: 1\n...\n', 'b: 1\n']],
  ['a directive', '%YAML 1.1\n---\na: 1\n', ['%YAML 1.1\n---\na: 1\n']],
  ['CRLF', 'a: 1\r\n---\r\nb: 1\r\n', ['a: 1\r\n', '---\r\nb: 1\r\n']],
  ['a mark at the end', 'a: 1\n---', ['a: 1\n', '---']],
] as const)('%s', (_, text, expected) => {
  expect(documents(text)).toEqual(expected);
});

test('the spans cover the text, in order', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a: 1', '---', '...', '--- x', '# c', '', ' ---', '%Y', '\r', '\ufeff')), (lines) => {
    const text = lines.join('\n');
    expect(documents(text).join('')).toBe(text);
  }));
});
