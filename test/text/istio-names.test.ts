// Names as Istio takes them: the cases of its own `TestValidate…` in `pkg/config/validation`, and of the grammar's edges.
import { describe, expect, test } from 'vitest';
import { hostFlaw } from '../../server/src/engine/fields/host.ts';
import { headerValueFlaw } from '../../server/src/engine/text/header-format.ts';
import { wildcardsOver } from '../../server/src/engine/text/host.ts';
import { pathTemplateFlaw, serviceAccountFlaw, trustDomainFlaw } from '../../server/src/engine/text/authz-values.ts';
import {
  domainFlaw, generatedNameFlaw, isDnsLabel, isTokenClaim, istioLabelKeyFlaw, istioLabelValueFlaw, matchedHeaderFlaw, socketFlaw, wildcardDomainFlaw,
} from '../../server/src/engine/text/istio-names.ts';
import { localitiesFlaw } from '../../server/src/engine/text/localities.ts';
import { re2Flaw } from '../../server/src/engine/text/re2.ts';

type Check = (text: string) => string | undefined;

function judges(name: string, check: Check, taken: readonly string[], refused: readonly string[]): void {
  describe(name, () => {
    test.each(taken)('takes %j', (text) => { expect(check(text)).toBeUndefined(); });
    test.each(refused)('refuses %j', (text) => { expect(check(text)).toMatch(/^\S.*[^.]$/); });
  });
}

test('labels may have capitals', () => {
  expect(['a', 'A-1', 'x'.repeat(63)].every(isDnsLabel)).toBe(true);
  expect(['', '-a', 'a-', 'a_b', 'a.b', 'x'.repeat(64)].some(isDnsLabel)).toBe(false);
});

judges('domain', domainFlaw, ['localhost', 'a.b.', 'UPPER.example.com', '1.a'], ['', '.', 'a..b', 'a.1', '10.0.0.1', '*.a.com', 'a b', 'a_b', `${'a.'.repeat(128)}a`]);
judges('wildcard domain', wildcardDomainFlaw, ['*', '*.a.com', '*a.com', '*-a.com', 'reviews', '123', 'a.b.'], ['', 'a*', 'a.*.b', '**', 'a.1', 'a_b.c', 'https://a.b', 'a.b:80', '-a.b']);
judges('generated name', generatedNameFlaw, ['outbound_.80_._.e2e.foobar.mesh', 'outbound_.8080_.v1_.a'], ['outbound_.80_.a', 'outbound_.x_._.a', 'outbound_.80_._.1']);
judges('label key', istioLabelKeyFlaw, ['app', 'Example.com/app', 'a.b_c-d'], ['', 'a b', '-a', '/a', 'a/', 'x'.repeat(64)]);
judges('label value', istioLabelValueFlaw, ['', 'v1', 'x'.repeat(100)], ['*', 'a b', '-a', 'a/b']);
judges('header in a match', matchedHeaderFlaw, ['x-a', ':path', '@request.auth.claims.a', 'x_a~', 'x,a'], ['', 'a b', ':other', 'a:b', '@request.auth.claims']);
judges('socket', socketFlaw, ['unix:///a/b.sock', 'unix://@a'], ['unix://', 'unix://a', 'unix:///a/']);
judges('service account', serviceAccountFlaw, ['a', 'ns/a'], ['a*', 'a/b/c', '/a', 'a/']);
judges('trust domain', trustDomainFlaw, ['*', 'a*', '*a', 'td'], ['a*b', '*a*']);
judges('path', pathTemplateFlaw, ['/a', '/a b', '/{*}/a', '/a/{**}', '{*}', '/a*'], ['/{a}', '/{**}/{*}', '/a{*}', '/{*}/a b', '/{*}//a']);
judges('header value', headerValueFlaw, ['', 'a', '100%%', '%A%', 'x %REQ(:path)% y', '%V(["a", "b\\"]"])%', '%T(%Y)%'], ['50%', '%A', '%A%%', 'a\u0001', '%V(["a" "b"])%', '%V(a\\']);

judges('regular expression', re2Flaw,
  ['', '.*', '^/v(\\d+)/?$', '(?i)a(?P<n>b)', '[[:alpha:]-]', '\\Q(\\E', 'a{2,}', 'a{,2}', 'a{1000}', '\\pN\\p{Greek}', '[\\]a-]', '\\x{1F600}', '(a|b|)'],
  ['*', 'a**', '(', ')', '[', '(?!a)', '(?<=a)', '(?=a)', '\\1', 'a\\', '[z-a]', 'a{1001}', '(a{100}){11}', '\\p{Nowhere}', '[[:nope:]]', '(?P=n)', '\\C']);

test('a claim of a token has a name', () => {
  expect(['@request.auth.claims.a', '@REQUEST.auth.claims[a][b]'].every(isTokenClaim)).toBe(true);
  expect(['@request.auth.claims', '@request.auth.claims.', '@request.auth.claims[]', 'x'].some(isTokenClaim)).toBe(false);
});

describe('localities beside each other', () => {
  test.each([[['a/b/c', 'a/b/d']], [['a', 'b']], [['a/b/*', 'a/c/*']], [['a/b', 'a/*']]])('%j can', (list) => { expect(localitiesFlaw(list)).toBeUndefined(); });
  test.each([[['a', 'a/b']], [['*', 'a']], [['a/*', 'a/b']], [['a//b']], [['']], [['a*b']], [['a/b', 'a/b/c']]])('%j cannot', (list) => { expect(localitiesFlaw(list)).toBeDefined(); });
});

describe('a host says what it was meant to be', () => {
  test.each([
    ['https://api.example.com:443/v1', 'service-entry', 'api.example.com'],
    ['api.example.com:443', 'destination', 'api.example.com'],
    ['*example.com', 'gateway', '*.example.com'],
    ['api.example.com', 'sidecar', '*/api.example.com'],
    ['./*a.example.com', 'sidecar', './*.a.example.com'],
  ] as const)('%s as %s', (text, use, meant) => { expect(hostFlaw(text, use)?.meant).toBe(meant); });
  test.each([['*', 'gateway'], ['203.0.113.7', 'gateway'], ['203.0.113.7', 'tunnel'], ['*', 'destination-rule'], ['~/*', 'sidecar'], ['a/b.c', 'gateway']] as const)('%s is fine as %s', (text, use) => {
    expect(hostFlaw(text, use)).toBeUndefined();
  });
});

test('the wildcards over a host, the narrowest first; what is too long to be a host costs nothing', () => {
  expect(wildcardsOver('a.b.com')).toEqual(['*.b.com', '*.com', '*']);
  expect(wildcardsOver('*.com')).toEqual(['*']);
  expect(wildcardsOver(`${'a.'.repeat(200_000)}com`)).toEqual(['*']);
});
