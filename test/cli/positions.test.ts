import { describe, expect, test } from 'vitest';
import { createPositions } from '../../server/src/cli/positions.ts';
import { frameOf } from '../../server/src/cli/format/frame.ts';
import { wrap, renderMarkdown } from '../../server/src/cli/format/markdown.ts';
import { harmless } from '../../server/src/cli/format/terminal.ts';

describe('positions', () => {
  test('lines end at every kind of break', () => {
    const text = 'a\nbb\r\nccc\rdddd';
    const positions = createPositions(text);
    expect(positions.lines).toBe(4);
    expect([0, 2, 6, 10].map(offset => positions.place(offset))).toEqual([1, 2, 3, 4].map(line => ({ line, column: 1 })));
    expect([1, 2, 3, 4].map(line => positions.lineText(line))).toEqual(['a', 'bb', 'ccc', 'dddd']);
  });

  test('an offset within a break is the end of its line', () => {
    const positions = createPositions('ab\r\ncd');
    expect([2, 3, 4].map(offset => positions.place(offset))).toEqual([{ line: 1, column: 3 }, { line: 1, column: 3 }, { line: 2, column: 1 }]);
  });

  test('every offset is where counting by hand puts it', () => {
    const text = '\u{1F680}x\n\n\r\r\n end\n';
    const positions = createPositions(text);
    for (let offset = 0; offset <= text.length; offset++) {
      if (text.slice(offset - 1, offset + 1) === '\r\n') continue;
      const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
      expect(positions.place(offset)).toEqual({ line: lines.length, column: lines.at(-1)!.length + 1 });
    }
  });

  test('an empty text has one line', () => {
    expect(createPositions('').place(0)).toEqual({ line: 1, column: 1 });
    expect(createPositions('').lineText(7)).toBe('');
  });
});

describe('the frame', () => {
  /** The text with the marked part below it. */
  const draw = (line: string, from: number, to: number, width = 60): string => {
    const { text, before, marked } = frameOf(line, from, to, width);
    return `${text}\n${' '.repeat(before)}${'^'.repeat(marked)}`;
  };

  test('marks what is meant', () => {
    expect(draw('  cidr: 10.0.0.1/8', 9, 19)).toBe('  cidr: 10.0.0.1/8\n        ^^^^^^^^^^');
  });

  test('marks at least one character, be it behind the end', () => {
    expect(draw('spec:', 6, 6)).toBe('spec:\n     ^');
    expect(draw('spec:', 1, 1)).toBe('spec:\n^');
    expect(draw('', 1, 1)).toBe('\n^');
  });

  test('counts wide characters and tabs as they are shown', () => {
    expect(draw('a: 日本 x', 7, 8)).toBe('a: 日本 x\n        ^');
    expect(draw('\u{1F680} x', 4, 5)).toBe('\u{1F680} x\n   ^');
    expect(draw('\tx', 2, 3)).toBe('  x\n  ^');
    expect(draw('e\u0301 x', 4, 5)).toBe('e\u0301 x\n  ^');
  });

  test('cuts long lines around what is marked', () => {
    const line = `${'a'.repeat(100)}X${'b'.repeat(100)}`;
    const { text, before } = frameOf(line, 101, 102, 40);
    expect(text).toMatch(/^…a+Xb+…$/);
    expect(text.length).toBeLessThanOrEqual(40);
    expect(text[before]).toBe('X');
    expect(frameOf(line, 1, 202, 40)).toMatchObject({ before: 0, marked: 38 });
  });
});

describe('text on a terminal', () => {
  test('cannot steer it', () => {
    expect(harmless('a\u001b[31mred\u202e\r\nb\tc')).toBe('a\uFFFD[31mred\uFFFD\uFFFD\uFFFDb\tc');
  });

  test('is wrapped at blanks only', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('unbreakable', 3)).toEqual(['unbreakable']);
  });

  test('keeps lists, code and headings of Markdown apart', () => {
    const style = { bold: (text: string) => `<${text}>`, code: (text: string) => `‹${text}›` };
    const markdown = '# Title\n\nSome **bold** words\nand `code`.\n\n- one item that is long\n- two\n\n```yaml\na: **b**\n```\n\nSee [the page](https://example.com/x).';
    expect(renderMarkdown(markdown, style, 16)).toBe([
      '<Title>', '', 'Some <bold>', 'words and', '‹code›.', '', '- one item that', '  is long', '- two', '', '    ‹a: **b**›', '', 'See the', 'page (https://example.com/x).',
    ].join('\n'));
  });
});
