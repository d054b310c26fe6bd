import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';
import type { Value } from '../../server/src/engine/yaml/value.ts';

const read = (text: string): Value => parseDocument(text).root;
const textAt = (value: Value, span = value.span): string => value.document.text.slice(span.start, span.end);

describe('paths and types', () => {
  const root = read('a:\n  b: [1, x, true, null]\n  c:\n  d: {}\nl:\n  -\n  - y\n');

  test('what is absent is a value too', () => {
    const absent = root.at('a', 'no', 'such', 3);
    expect(absent.exists).toBe(false);
    expect(absent.type).toBe('missing');
    expect(absent.scalar).toBeUndefined();
    expect(absent.path).toEqual(['a', 'no', 'such', 3]);
  });

  test('types', () => {
    expect(root.at('a', 'b').items().map(({ type }) => type)).toEqual(['number', 'string', 'boolean', 'null']);
    expect(root.at('a', 'c').type).toBe('null');
    expect(root.at('a', 'd').type).toBe('map');
    expect(root.at('l', 0).type).toBe('null');
  });

  test('spans', () => {
    expect(textAt(root.at('a', 'b', 1))).toBe('x');
    expect(textAt(root.at('a', 'b'))).toBe('[1, x, true, null]');
    expect(textAt(root.at('a', 'c'))).toBe('c');
    expect(textAt(root.at('a', 'c', 'deeper'))).toBe('c');
    expect(textAt(root.at('l', 0))).toBe('-');
    expect(textAt(root.at('a', 'b'), root.at('a', 'b').keySpan)).toBe('b');
  });
});

test('a span never ends in blanks or the next line', () => {
  const root = read('a:\n  b: |\n    text\n\n  c: d   # comment\n');
  expect(textAt(root.at('a', 'b'))).toBe('|\n    text');
  expect(textAt(root.at('a', 'c'))).toBe('d');
});

describe('keys', () => {
  test('are named as Kubernetes reads them', () => {
    const root = read('on: 1\n1: 2\n0x10: 3\n"on": 4\n');
    expect(root.entries().map(({ step }) => step)).toEqual(['true', '1', '16', 'on']);
    expect(root.entries().map(({ keyScalar }) => keyScalar)).toEqual([true, 1, 16, 'on']);
  });

  test('of duplicates the last counts, and all are entries', () => {
    const root = read('a: 1\nb: 2\na: 3\n');
    expect(root.at('a').number).toBe(3);
    expect(root.entries().map(({ step }) => step)).toEqual(['a', 'b', 'a']);
  });
});

describe('aliases and merges', () => {
  test('an alias is what its last anchor before it holds, at its own place', () => {
    const root = read('a: &x 1\nb: *x\nc: &x two\nd: *x\n');
    expect([root.at('b').scalar, root.at('d').scalar]).toEqual([1, 'two']);
    expect(textAt(root.at('d'))).toBe('*x');
    expect(root.at('d').isAlias).toBe(true);
  });

  test('an alias without its anchor is unknown', () => {
    expect(read('a: *x\n').at('a').type).toBe('unknown');
    expect(read('a: *x\nb: &x 1\n').at('a').type).toBe('unknown');
  });

  test('own fields come before merged ones, earlier sources before later ones', () => {
    const root = read('x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n');
    const merged = root.at('z');
    expect(merged.entries().map(({ step, number }) => [step, number])).toEqual([['a', 3], ['b', 1], ['c', 2]]);
    expect(merged.hasUnknownEntries).toBe(false);
  });

  test('what merges something unknown may hold anything', () => {
    expect(read('z:\n  <<: *nowhere\n  a: 3\n').at('z').hasUnknownEntries).toBe(true);
  });

  test('an alias of what it stands in has an end', () => {
    const root = read('a: &x\n  b: *x\n');
    expect(root.at('a', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b', 'b').exists).toBeDefined();
  });
});

describe('line ends and marks', () => {
  test('CRLF, a lone CR and a byte order mark', () => {
    expect(read('\ufeffa: 1\r\nb: 2\r\n').at('b').number).toBe(2);
    expect(read('a: 1\rb: 2\r').at('b').number).toBe(2);
  });

  test('a comment right behind a quote is one', () => {
    const document = parseDocument('a: "x"#c\n');
    expect(document.problems).toEqual([]);
    expect(document.root.at('a').string).toBe('x');
  });
});

test('a text whose closing quote is missing is not known', () => {
  expect(['"10.', "'10.", '"', '"10."', "'10.'", '""'].map((text) => read(`a: ${text}`).at('a').type)).toEqual(['unknown', 'unknown', 'unknown', 'string', 'string', 'string']);
});
