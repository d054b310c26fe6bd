import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';
import { joinFlowLines } from '../../server/src/engine/yaml/flow-lines.ts';

describe('lines within brackets may be indented in any way', () => {
  test.each([
    'a:\n  b: [\n    c\n  ]\n', 'a:\n  b: [\n    c\n]\n', 'a:\n  b: [\nc\n]\n', 'a:\n  - b: [\n    c\n  ]\n', 'a:\n  - b: [{\n    c: d\n  }]\n  - e: [\nf, # [\n "]", \'}\'\n]\n',
    'a: [{\n  b: c\n},{\n  d: e\n}]\n', 'a:\n  b: [c,\n  d]\n', 'a:\n  b: {\r\n  c: d\r\n}\r\n',
  ])('%j', (text) => {
    const document = parseDocument(text);
    expect(document.problems).toEqual([]);
    expect(document.root.at('a').exists).toBe(true);
  });

  test('values keep their places', () => {
    const text = 'a:\n  - b: [\n    c # note\n  ,d]\n';
    const item = parseDocument(text).root.at('a', 0, 'b', 1);
    expect([item.string, text.slice(item.span.start, item.span.end)]).toEqual(['d', 'd']);
  });

  test.each(['a:\n  b: [\n    c\nd: e\n', 'a: {b: [c}\n', 'a: [b\n'])('%j is not closed', (text) => {
    expect(parseDocument(text).problems.length).toBeGreaterThan(0);
  });
});

test('joinFlowLines changes blanks and comments only, and no length', () => {
  const piece = fc.constantFrom('[', ']', '{', '}', '"', "'", '#', ' #', '\n', '\r\n', 'a', ': ', ',', '\\', ' ');
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    const text = `[${pieces.join('')}`;
    const joined = joinFlowLines(text, 0);
    if (joined === undefined) return;
    expect(joined.length).toBe(text.length);
    for (let at = 0; at < text.length; at++) if (joined.charAt(at) !== text.charAt(at)) expect(joined.charAt(at)).toBe(' ');
  }));
});
