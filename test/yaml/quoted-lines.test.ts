import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';
import { joinQuotedLines } from '../../server/src/engine/yaml/quoted-lines.ts';

describe('lines within quotes may be indented in any way', () => {
  test.each([
    ['a:\n  b: "c\nd"\n', 'c d'], ['a:\n  b: "c\n d"\n', 'c d'], ['a:\n  b: "c\n  d"\n', 'c d'], ["a:\n  b: 'c\n\n  d'\n", 'c\nd'], ['a:\n  b: "c\n"\n', 'c '],
    ['a:\n  b: "c\\\nd"\n', 'cd'], ['a:\n  b: "c\r\nd"\r\n', 'c d'], ['a:\n  b: "c\n- d: e\n# f"\n', 'c - d: e # f'], ['a:\n  b: "c\n\td" # note\n', 'c d'], ["a:\n  b: 'it''s\nd'\n", "it's d"],
    ['a: {b: "c\nd"}\n', 'c d'], ['a: {\nb: "c\nd"\n}\n', 'c d'],
  ])('%j', (text, value) => {
    const document = parseDocument(text);
    expect(document.problems).toEqual([]);
    expect(document.root.at('a', 'b').string).toBe(value);
  });

  test('several, and what follows keeps its place', () => {
    const text = 'a:\n  b: "c\nd"\n  e:\n  - \'f\ng\'\n  - h\n';
    const document = parseDocument(text);
    expect(document.problems).toEqual([]);
    const item = document.root.at('a', 'e', 1);
    expect([document.root.at('a', 'e', 0).string, item.string, text.slice(item.span.start, item.span.end)]).toEqual(['f g', 'h', 'h']);
  });

  test.each(['a: "b\nc: d\n', 'a: "b\nc: "d"\n', 'a:\n  b: "c\nd" e\n', 'a:\n  - "b\n  - "c"\n', 'a:\n  "b\nc": d\n'])('%j is no text in quotes, or none that ends', (text) => {
    expect(parseDocument(text).problems.length).toBeGreaterThan(0);
  });

  test('a quote that is missing is told where it is missing', () => {
    const text = 'a: "b\nc: "d"\n';
    expect(parseDocument(text).problems[0]?.span.start).toBe(text.indexOf('"b'));
  });
});

test('joinQuotedLines changes line breaks only, and no length', () => {
  const piece = fc.constantFrom('"', "'", '#', '\n', '\r\n', 'a', ': ', '\\', ' ', '---');
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    const text = `"${pieces.join('')}`;
    const joined = joinQuotedLines(text, 0);
    if (joined === undefined) return;
    expect(joined.length).toBe(text.length);
    for (let at = 0; at < text.length; at++) if (joined.charAt(at) !== text.charAt(at)) expect([joined.charAt(at), text.charAt(at).trim()]).toEqual([' ', '']);
  }));
});
