// What Kubernetes' YAML parser refuses though the one used here reads it. Each row was asked of the API server's decoder.
import { expect, test } from 'vitest';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';

const codes = (text: string): readonly string[] => parseDocument(text).refused.map(({ code }) => code);

test.each([
  ['a: [::/0]', 'GO_FLOW_COLON'], ['a: {b: ::1}', 'GO_FLOW_COLON'], ['a: [fd00::/8, ::1/128]', 'GO_FLOW_COLON'],
  ['a: [b?c]', 'GO_FLOW_QUESTION'], ['a: {b:[c]}', 'GO_FLOW_SPACE'], ['a: "b\\/c"', 'GO_ESCAPE'], ['{"a": "\\/",}', 'GO_ESCAPE'],
  ['a: *b', 'GO_ANCHOR_UNKNOWN'], ['a: */b', 'BAD_ALIAS'], ['a: *.example.com', 'BAD_ALIAS'],
  ['a: {<<: b}', 'GO_MERGE'], ['a: {<<: [b]}', 'GO_MERGE'], ['[a]: b', 'GO_KEY'],
  ['a:\n  \t\n  b: c', 'GO_TAB_LINE'], ['a:\n  b: c\n\t\nd: e', 'GO_TAB_LINE'], ['a:\n  b: "c"\n    \t# d\n  e: f', 'GO_TAB_LINE'], ['\t\na: b', 'GO_TAB_LINE'],
  ['a: "b\u0001"', 'GO_CONTROL'], ['a: b\ufeff', 'GO_CONTROL'], ['%YAML 1.2\n---\na: b', 'GO_DIRECTIVE'], ['%FOO\n---\na: b', 'GO_DIRECTIVE'],
])('%j is refused', (text, code) => {
  expect(codes(`${text}\n`)).toEqual([code]);
});

test.each([
  'a: ::/0', '- ::/0', 'a: [fd00::/8]', 'a: {b: fd00::}', 'a: ["::/0"]', 'a: [b:c]', 'a: b?', 'a: &b c\nd: *b', 'a: {<<: {b: c}}', 'a: &b {}\nc: {<<: [*b]}',
  'a: |\n  b\n  \t\n  c', 'a: [b,\n\t\n  c]', 'a: b\t', 'a:\tb', 'a: b\n    \t\n  c', '\ufeffa: b', '%YAML 1.1\n---\na: b', 'a: [{{ .x }}]', 'a: "*b"', 'a: "b\\\\/c"', '{"a": "\\/"}',
])('%j is taken', (text) => {
  expect(codes(`${text}\n`)).toEqual([]);
});
