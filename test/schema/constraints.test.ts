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
] as const)('%s', (name, taken, refused) => {
  for (const yaml of taken) expect([yaml, refuses(name, yaml)]).toEqual([yaml, false]);
  for (const yaml of refused) expect([yaml, refuses(name, yaml)]).toEqual([yaml, true]);
});

test('port-map-name', () => {
  const check = keyConstraints['port-map-name'];
  for (const key of ['http', 'A-1', 'a'.repeat(62)]) expect(check?.(key)).toBeUndefined();
  for (const key of ['', '-a', 'a-', 'a_b', 'a.b', 'a'.repeat(63)]) expect(check?.(key)).toBeDefined();
});

test('durations in nanoseconds', () => {
  expect(['1h30m', '1.5s', '-2ms', '0', '1µs'].map(parseDuration)).toEqual([5400e9, 1.5e9, -2e6, 0, 1e3]);
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
