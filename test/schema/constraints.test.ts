import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { constraints, keyConstraints } from '../../server/src/engine/schema/constraints.ts';
import { parseDuration } from '../../server/src/engine/text/duration.ts';
import { labelKeyProblem, labelValueProblem, nameProblem, repairName } from '../../server/src/engine/text/names.ts';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';
import { schemaFiles } from '../support/schemas.ts';

/** The names under a keyword, anywhere in the schemas. */
function namesUnder(keyword: string): readonly string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      if (key === keyword && Array.isArray(below)) for (const name of below) names.add(String(name));
      visit(below);
    }
  };
  visit(schemaFiles);
  return [...names].sort();
}

describe('named checks', () => {
  test('every one that a schema names exists, and every one that exists is named', () => {
    expect(Object.keys(constraints).sort()).toEqual(namesUnder('x-constraints'));
    expect(Object.keys(keyConstraints).sort()).toEqual(namesUnder('x-keys'));
  });

  test('each is described', () => {
    const page = readFileSync(join(import.meta.dirname, '../../schemas/CONSTRAINTS.md'), 'utf8');
    for (const name of [...Object.keys(constraints), ...Object.keys(keyConstraints)]) expect(page).toContain(`\`${name}\``);
  });
});

const refuses = (name: string, yaml: string): boolean => (constraints[name]?.(parseDocument(`v: ${yaml}\n`).root.at('v')) ?? []).length > 0;

test.each([
  ['duration-positive', ['1ms', '1.5s', '.5s', '1.s', '1h30m', '+1s', '1us1ms', '1m1h'], ['""', '"0"', '0s', '"1"', '-1s', '1 s', '1d', '1S', '999us', '2562048h', 's', '"1ms "']],
  ['port-range', ['1', '65535'], ['0', '-1', '65536']],
  ['no-wildcard', ['a', '""'], ['"*"', 'a*', '"*a"']],
  ['no-star-host', ['"*.com"', 'a'], ['"*"']],
  ['unix-absolute', ['unix:///a', 'unix://@a', 'a', 'UNIX://a', 'unix:/a'], ['unix://a', '"unix://"', 'unix://./a']],
  ['unix-not-directory', ['unix:///a', 'a/', 'unix://@a'], ['unix:///a/']],
  ['unix-no-ports', ['{address: "unix:///a"}', '{address: a, ports: {}}', '{ports: {}}'], ['{address: "unix:///a", ports: {}}']],
  ['unique-port-numbers', ['[{number: 1}, {number: 2}]', '[{}, {}]', '[{number: ${A}}, {number: ${A}}]'], ['[{number: 1}, {number: 1}]']],
  ['service-entry-cidr-resolution', ['{addresses: [a/8]}', '{addresses: [a/8], resolution: STATIC}', '{addresses: [a], resolution: DNS}', '{addresses: [a/8], resolution: $R}'], ['{addresses: [a, b/32], resolution: DNS}']],
  ['service-entry-none-endpoints', ['{}', '{resolution: DNS, endpoints: []}', '{resolution: $R, endpoints: []}'], ['{endpoints: []}', '{resolution: NONE, endpoints: [{}]}']],
  ['service-entry-round-robin-endpoints', ['{resolution: DNS_ROUND_ROBIN, endpoints: [{}]}', '{resolution: DNS, endpoints: [{}, {}]}'], ['{resolution: DNS_ROUND_ROBIN, endpoints: [{}, {}]}']],
  ['source-service-accounts-alone', ['{serviceAccounts: [a]}', '{principals: [a], namespaces: [b]}', '{serviceAccounts: [a], ipBlocks: [b]}'], ['{serviceAccounts: [a], namespaces: []}', '{notServiceAccounts: [a], notPrincipals: [b]}']],
  ['gateway-address', ['{value: 192.0.2.1}', '{value: "2001:db8::1"}', '{type: Hostname, value: a.b}', '{type: Hostname, value: "*.b"}', '{type: example.com/x, value: A_}', '{type: $T, value: a}', '{type: Hostname}'], ['{value: a.b}', '{value: 192.0.2.01}', '{type: IPAddress, value: 192.0.2.0/24}', '{type: Hostname, value: A.b}']],
  ['gateway-addresses-differ', ['[{value: 192.0.2.1}, {value: 192.0.2.2}]', '[{type: Hostname, value: a}, {type: x/y, value: a}]', '[{type: x/y, value: a}, {type: x/y, value: a}]', '[{}, {}]'], ['[{value: 192.0.2.1}, {type: IPAddress, value: 192.0.2.1}]', '[{type: Hostname, value: a}, {type: Hostname, value: a}]']],
  ['listener-tls', ['{protocol: HTTP}', '{protocol: TLS, tls: {}}', '{protocol: HTTPS}', '{protocol: HTTPS, tls: {}}', '{protocol: HTTPS, tls: {mode: Terminate}}', '{protocol: example.com/x, tls: {}}', '{protocol: TLS, tls: {mode: Passthrough}}', '{protocol: $P, tls: {}}'], ['{protocol: HTTP, tls: {}}', '{protocol: TCP, tls: {}}', '{protocol: UDP, tls: {}}', '{protocol: TLS}', '{protocol: HTTPS, tls: {mode: Passthrough}}']],
  ['listener-hostname', ['{protocol: TLS, hostname: a}', '{protocol: TCP}', '{protocol: $P, hostname: a}'], ['{protocol: TCP, hostname: a}', '{protocol: UDP, hostname: a}']],
  ['listener-certificates', ['{mode: Passthrough}', '{certificateRefs: [{}]}', '{mode: Terminate, options: {a: b}}', '{mode: $M}', '{certificateRefs: $C}'], ['{}', '{mode: Terminate}', '{certificateRefs: [], options: {}}']],
  ['listeners-differ', ['[{port: 1, protocol: HTTP, hostname: a}, {port: 1, protocol: HTTP}, {port: 1, protocol: HTTP, hostname: b}, {port: 1, protocol: HTTPS}, {port: 2, protocol: HTTP}]', '[{port: 1, protocol: HTTP, hostname: $H}, {port: 1, protocol: HTTP, hostname: $H}]'], ['[{port: 1, protocol: HTTP}, {port: 1, protocol: HTTP}]', '[{port: 1, protocol: HTTP, hostname: a}, {port: 1, protocol: HTTP, hostname: a}]']],
  ['parent-refs-differ', ['[{name: a}, {name: b}]', '[{name: a}, {name: a, namespace: x}]', '[{name: a}, {name: a, kind: Service}]', '[{name: a, sectionName: x}, {name: a, sectionName: y}]', '[{name: a, port: 1}, {name: a, port: 2}]', '[{name: a, sectionName: x, port: 1}, {name: a, sectionName: y}]', '[{name: a, sectionName: $S}, {name: a}]'], ['[{name: a}, {name: a}]', '[{name: a}, {name: a, kind: Gateway}]', '[{name: a}, {name: a, sectionName: x}]', '[{name: a, sectionName: x}, {name: a, sectionName: x}]', '[{name: a}, {name: a, port: 1}]', '[{name: a, port: 1}, {name: a, port: 1}]']],
  ['route-path', ['{}', '{value: /}', '{value: "/a/b-c_d~%20;=@"}', '{value: /...}', '{value: a.*, type: RegularExpression}', '{value: a, type: $T}', '{value: "${P}"}'], ['{value: a}', '{value: ""}', '{value: /a//b}', '{value: /a/../b}', '{value: /a/./b}', '{value: /a/..}', '{value: /a/.}', '{value: /a%2Fb}', '{value: /a?b}', '{value: "/a#b"}', '{value: /a b, type: Exact}', '{value: /%zz}']],
  ['grpc-method', ['{service: a.b.C}', '{service: .a_1}', '{method: Get_1}', '{service: "a.*", type: RegularExpression}', '{service: $S}'], ['{}', '{type: Exact}', '{type: RegularExpression}', '{service: a/b}', '{service: a..b}', '{method: 1a}', '{method: a.b}']],
  ['timeouts-nested', ['{request: 1s, backendRequest: 1s}', '{request: 0s, backendRequest: 1s}', '{backendRequest: 1s}', '{request: 1m30s, backendRequest: 90s}'], ['{request: 1s, backendRequest: 1001ms}']],
  ['session-cookie', ['{}', '{cookieConfig: {}}', '{type: Cookie, cookieConfig: {lifetimeType: Session}}', '{type: Header}', '{absoluteTimeout: 1h, cookieConfig: {lifetimeType: Permanent}}'], ['{cookieConfig: {lifetimeType: Permanent}}', '{type: Header, cookieConfig: {}}']],
  ['service-port', ['{port: 1}', '{group: a.b}', '{kind: Hostname}', '{kind: $K}'], ['{}', '{group: "", kind: Service}']],
  ['filter-type', ['{type: CORS, cors: {}}', '{type: URLRewrite, urlRewrite: {}}', '{type: $T, cors: {}}', '{cors: {}}', '{type: Unheard}'], ['{type: CORS}', '{type: CORS, urlRewrite: {}}', '{type: CORS, cors: {}, urlRewrite: {}}']],
  ['filters-once', ['[{type: CORS}, {type: URLRewrite}]', '[{type: RequestMirror}, {type: RequestMirror}]', '[{type: ExtensionRef}, {type: ExtensionRef}]'], ['[{type: CORS}, {type: CORS}]', '[{type: URLRewrite}, {type: CORS}, {type: URLRewrite}]']],
  ['filters-redirect-or-rewrite', ['[{type: RequestRedirect}]', '[{type: URLRewrite}, {type: CORS}]'], ['[{type: RequestRedirect}, {type: URLRewrite}]']],
  ['redirect-without-backends', ['{filters: [{type: RequestRedirect, requestRedirect: {}}]}', '{backendRefs: [], filters: [{type: RequestRedirect, requestRedirect: {}}]}', '{backendRefs: [{}], filters: [{urlRewrite: {}}]}'], ['{backendRefs: [{}], filters: [{type: RequestRedirect, requestRedirect: {}}]}']],
  ['replaced-prefix', ['{filters: [{urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /a}}}]}', '{matches: [{}], filters: [{urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /a}}}]}', '{matches: [{path: {value: /b}}], filters: [{urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /a}}}]}', '{matches: [{}, {}], filters: [{urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /a}}}]}'], ['{matches: [], filters: [{urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /a}}}]}', '{matches: [{}, {}], filters: [{urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /a}}}]}', '{matches: [{path: {type: Exact}}], filters: [{requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /a}}}]}', '{matches: [{}, {}], backendRefs: [{filters: [{urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /a}}}]}]}']],
  ['path-modifier-type', ['{type: ReplaceFullPath, replaceFullPath: /}', '{type: ReplacePrefixMatch, replacePrefixMatch: /}'], ['{type: ReplaceFullPath}', '{type: ReplaceFullPath, replacePrefixMatch: /}', '{type: ReplacePrefixMatch, replacePrefixMatch: /, replaceFullPath: /}']],
  ['external-auth-protocol', ['{protocol: HTTP, http: {}}'], ['{protocol: GRPC}', '{protocol: GRPC, grpc: {}, http: {}}']],
  ['fraction-of-one', ['{numerator: 100}', '{numerator: 1, denominator: 2}', '{numerator: 101, denominator: $D}'], ['{numerator: 101}', '{numerator: 3, denominator: 2}']],
  ['star-alone', ['["*"]', '[a, b]', '[]'], ['["*", a]']],
  ['redirect-code', ['301', '308', '$C'], ['304', '305', '200']],
  ['tls-route-v1', ['{apiVersion: a/v1alpha2, spec: {}}', '{apiVersion: a/v1, spec: {hostnames: [a]}}', '{apiVersion: a/v1, spec: {hostnames: [1.2.3]}}', '{apiVersion: a/v1, spec: {hostnames: $H}}'], ['{apiVersion: a/v1, spec: {}}', '{apiVersion: a/v1, spec: {hostnames: []}}', '{apiVersion: a/v1, spec: {hostnames: [192.0.2.1]}}']],
  ['one-rule-v1', ['{apiVersion: a/v1, spec: {rules: [{}]}}', '{apiVersion: a/v1alpha2, spec: {rules: [{}, {}]}}'], ['{apiVersion: a/v1, spec: {rules: [{}, {}]}}']],
] as const)('%s', (name, taken, refused) => {
  for (const yaml of taken) expect([yaml, refuses(name, yaml)]).toEqual([yaml, false]);
  for (const yaml of refused) expect([yaml, refuses(name, yaml)]).toEqual([yaml, true]);
});

test('port-map-name', () => {
  const check = keyConstraints['port-map-name'];
  for (const key of ['http', 'A-1', 'a'.repeat(62)]) expect(check?.(key)).toBeUndefined();
  for (const key of ['', '-a', 'a-', 'a_b', 'a.b', 'a'.repeat(63)]) expect(check?.(key)).toBeDefined();
});

test('matches of all rules', () => {
  const rules = (counts: readonly number[]): string => `[${counts.map((count) => `{matches: [${Array(count).fill('{}').join(', ')}]}`).join(', ')}]`;
  for (const name of ['http-matches-total', 'grpc-matches-total']) expect([[64, 64], [64, 64, 1]].map((counts) => refuses(name, rules(counts)))).toEqual([false, true]);
  const withDefault = rules([64, 64]).replace(/\]$/, ', {}]');
  expect(['http-matches-total', 'grpc-matches-total'].map((name) => refuses(name, withDefault))).toEqual([true, false]);
});

test('qualified-name', () => {
  const check = keyConstraints['qualified-name'];
  for (const key of ['a', 'A_b.c', 'example.com/a', 'a'.repeat(63), `${'a'.repeat(252)}/a`]) expect(check?.(key)).toBeUndefined();
  for (const key of ['', '/a', 'a/', 'A.com/a', '-a', 'a b', 'a'.repeat(64), `${'a'.repeat(253)}/a`]) expect(check?.(key)).toBeDefined();
});

test('durations in nanoseconds', () => {
  expect(['1h30m', '1.5s', '-2ms', '0', '1µs', '0.067s', '1.001s', '0.0000000019s'].map(parseDuration)).toEqual([5400e9, 1.5e9, -2e6, 0, 1e3, 67e6, 1001e6, 1]);
});

describe('names', () => {
  test('of objects', () => {
    for (const name of ['a', '1', 'a.b', 'a-b.c-1', 'a'.repeat(253)]) expect(nameProblem(name, 'subdomain')).toBeUndefined();
    for (const name of ['', 'A', '-a', 'a-', 'a..b', '.a', 'a_b', 'a b', 'é', '*', 'a'.repeat(254)]) expect(nameProblem(name, 'subdomain')).toBeDefined();
    expect(nameProblem('a.b', 'dns-1123-label')).toBeDefined();
    expect(nameProblem('1a', 'dns-1123-label')).toBeUndefined();
    expect(nameProblem('1a', 'dns-1035-label')).toBeDefined();
    expect(nameProblem('a'.repeat(64), 'dns-1123-label')).toBeDefined();
  });

  test('repairs', () => {
    expect(['Allow_DNS', ' a b ', '-a-', '***', 'É'].map((name) => repairName(name, 'subdomain'))).toEqual(['allow-dns', 'a-b', 'a', undefined, undefined]);
    expect(repairName('api.v2', 'dns-1035-label')).toBe('api-v2');
  });

  test('of labels', () => {
    for (const key of ['a', 'A_b.c-1', 'example.com/a', 'a'.repeat(63)]) expect(labelKeyProblem(key)).toBeUndefined();
    for (const key of ['', '/', '/a', 'a/', 'a/b/c', 'A.com/a', '-a', 'a ', 'a'.repeat(64)]) expect(labelKeyProblem(key)).toBeDefined();
    for (const value of ['', 'a', 'A.b-c_d', '1', 'a'.repeat(63)]) expect(labelValueProblem(value)).toBeUndefined();
    for (const value of ['-a', 'a b', 'a*', 'a/b', 'é', 'a'.repeat(64)]) expect(labelValueProblem(value)).toBeDefined();
  });
});
