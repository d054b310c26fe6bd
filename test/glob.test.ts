// Patterns of files that settings leave out: what they cover, and that none of them takes long.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globMatcher } from '../server/src/lsp/glob.ts';

const cases: readonly (readonly [pattern: string, covered: readonly string[], others: readonly string[]])[] = [
  ['testdata', ['testdata', 'testdata/a.yaml', 'testdata/b/c.yaml'], ['a/testdata', 'testdata2', 'testdat']],
  ['**/testdata/**', ['testdata/a.yaml', 'a/testdata/b/c.yaml'], ['a/testdata2/b.yaml', 'atestdata/b.yaml']],
  ['./charts/', ['charts/a.yaml'], ['a/charts/b.yaml']],
  ['*.yaml', ['a.yaml', '.yaml'], ['a/b.yaml', 'a.yml']],
  ['**/*.{yaml,yml,json}', ['a.yaml', 'a/b.yml', 'a/b/c.json'], ['a.yamlx', 'a/b.txt']],
  ['a**b', ['ab', 'a/x/b', 'axb/c'], ['a', 'b']],
  ['{a,b/{c,d}}/e', ['a/e', 'b/c/e', 'b/d/e/f'], ['b/e', 'c/e']],
  ['v[0-9].yaml', ['v1.yaml'], ['v.yaml', 'va.yaml', 'v/.yaml']],
  ['v[!0-9].yaml', ['va.yaml', 'v😀.yaml'], ['v1.yaml', 'v/.yaml']],
  ['?.yaml', ['a.yaml', '😀.yaml'], ['ab.yaml', '/.yaml']],
  ['a,b', ['a,b'], ['a', 'b']],
  ['a[b', ['a[b'], ['ab']],
  ['', [], ['', 'a']],
  ['{a', [], ['a', '{a']],
  ['a}', [], ['a', 'a}']],
  ['{'.repeat(20) + '}'.repeat(20), [], ['', 'a']],
];

describe.each(cases)('%s', (pattern, covered, others) => {
  test('covers what it means and nothing else', () => {
    const matches = globMatcher([pattern]);
    expect(covered.filter((path) => !matches(path))).toEqual([]);
    expect(others.filter(matches)).toEqual([]);
  });
});

describe('any pattern', () => {
  const part = fc.constantFrom('a', 'b', '*', '?', '**/', '**', '/', '.');

  test('covers what the regular expression in its place does', () => {
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 7 }), (pattern, path) => {
      expect(globMatcher([pattern.join('')])(path.join(''))).toBe(expressionOf(pattern.join(''))?.test(path.join('')) ?? false);
    }), { numRuns: 3000 });
  });

  test('goes through a path once: a regular expression would take longer than anybody lives', () => {
    expect(globMatcher(['*a'.repeat(30) + 'b'])('a'.repeat(3000))).toBe(false);
    expect(globMatcher(['{a,a}'.repeat(30) + 'b'])('a'.repeat(3000))).toBe(false);
  });
});

/** The same for patterns without braces and brackets. */
function expressionOf(pattern: string): RegExp | undefined {
  const trimmed = pattern.replace(/^\.?\//, '').replace(/\/(?:\*\*)?$/, '');
  const meanings: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]', '.': String.raw`\.` };
  return trimmed === '' ? undefined : new RegExp(`^${trimmed.replaceAll(/\*\*\/|\*\*|\*|\?|\./g, (token) => meanings[token] ?? token)}(?:/.*)?$`, 's');
}
