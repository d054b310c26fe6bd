/** What expressions of RE2 match: the whole of a text, as Envoy compares it. Checked against Go's `regexp` when it was written. */
import { describe, expect, test } from 'vitest';
import { re2Matcher } from '../../server/src/engine/text/re2.ts';

const matches = (expression: string, text: string): boolean | undefined => re2Matcher(expression)?.matches(text);

describe('an expression of RE2', () => {
  test.each([
    ['/', ['/'], ['', '//', '/a']],
    ['.*', ['', '/', 'a/b'], ['a\nb']],
    ['(?s).*', ['a\nb'], []],
    ['/.+', ['/a'], ['/']],
    ['/(api|v[0-9]+)(/.*)?', ['/api', '/v12/a', '/api/'], ['/apis', '/v', 'api']],
    ['^/$', ['/'], ['/a']],
    ['a{2,3}', ['aa', 'aaa'], ['a', 'aaaa']],
    ['a{2}', ['aa'], ['a', 'aaa']],
    ['a{2,}', ['aa', 'aaaaa'], ['a']],
    ['a{,2}', ['a{,2}'], ['a', 'aa']],
    ['(?i)Api\\.Example\\.com', ['api.example.com', 'API.EXAMPLE.COM'], ['apiXexample.com']],
    ['a(?i:b)c', ['abc', 'aBc'], ['abC']],
    ['(?i)[^a]', ['b'], ['a', 'A']],
    ['[[:alpha:]_-]+', ['a-B_'], ['1']],
    ['[^[:space:]]', ['a'], [' ']],
    ['\\Qa.b\\E+', ['a.b', 'a.bbb'], ['axb', 'a.ba.b']],
    ['(?P<host>[a-z]+)\\.example\\.com(:\\d+)?', ['api.example.com', 'api.example.com:443'], ['api.example.com:', '.example.com']],
    ['\\bGET\\b', ['GET'], ['GETS']],
    ['\\p{Greek}\\P{Lu}', ['αβ', 'αb'], ['ab', 'αB']],
    ['a|', ['a', ''], ['b']],
    ['(a*)*', ['', 'aaa'], ['b']],
    ['[\\x{1F600}-\\x{1F64F}]', ['😀'], ['a']],
  ] as const)('%s', (expression, taken, refused) => {
    for (const text of taken) expect([text, matches(expression, text)]).toEqual([text, true]);
    for (const text of refused) expect([text, matches(expression, text)]).toEqual([text, false]);
  });

  test('that is refused, or too large, is not run', () => {
    for (const expression of ['(?!a)', '(', '\\1', 'a{999}'.repeat(10)]) expect(re2Matcher(expression)).toBeUndefined();
  });

  // With backtracking, each of these would take longer than anybody waits.
  test('that is meant to hang does not', () => {
    const text = `${'a'.repeat(250)}!`;
    for (const expression of ['(a*)*b', '(a|aa)+b', '(a+)+$', '(.*)*(.*)*(.*)*b', '(a?){250}a{250}']) expect(matches(expression, text)).toBe(false);
  });
});
