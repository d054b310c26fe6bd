// Many policies: an edit looks at those that it may concern. Counted, not timed.
import { expect, test } from 'vitest';
import { linterOf } from '../support/workspace.ts';

const policy = (index: number, cidr: string, pods = '{}'): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p-${index}, namespace: shop}
spec:
  podSelector: ${pods}
  policyTypes: [Egress]
  egress:
    - to: [{ipBlock: {cidr: ${cidr}}}]
      ports: [{port: 443}]
`;

function changedBy(files: Readonly<Record<string, string>>, uri: string, text: string): readonly string[] {
  const linter = linterOf(files, { rules: { 'np-dns-blocked': 'off' } });
  linter.update(uri, text);
  return [...linter.check()].sort();
}

test('of 2000 policies for all pods, an edit concerns those with a range near by', () => {
  const files = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`${index}.yaml`, policy(index, `10.${index >> 4}.${(index & 15) * 16}.0/24`)]));
  expect(changedBy(files, '1000.yaml', policy(1000, '10.200.0.0/24')).length).toBeLessThan(4);
});

test('of 2000 equal policies, an edit of a late one concerns itself alone', () => {
  const files = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`${index + 10_000}.yaml`, policy(index, '10.0.0.0/24')]));
  expect(changedBy(files, '11999.yaml', policy(1999, '10.0.1.0/24'))).toEqual(['11999.yaml']);
});

test('a wider range for all pods is noticed by every policy inside it, and its end too', () => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.yaml`, policy(index, `10.${index}.0.0/16`, `{matchLabels: {app: a-${index}}}`)]));
  const linter = linterOf({ ...files, 'all.yaml': policy(100, '192.168.0.0/16') });
  const found = (): number => Object.keys(files).flatMap((uri) => linter.findings(uri)).filter(({ rule }) => rule === 'cross-policy-redundant').length;
  expect(found()).toBe(0);
  linter.update('all.yaml', policy(100, '10.0.0.0/8'));
  linter.check();
  expect(found()).toBe(20);
  linter.update('all.yaml', undefined);
  linter.check();
  expect(found()).toBe(0);
});

test('a policy with very many ranges is found by those that lie in one of them, and it finds those around its own', () => {
  const many = (around: string): string => policy(500, '10.0.0.0/24').replace('to: [', `to: [${Array.from({ length: 1200 }, (_, index) => `{ipBlock: {cidr: 172.${16 + (index >> 8)}.${index & 255}.0/24}}, `).join('')}{ipBlock: {cidr: ${around}}}, `);
  const files = { 'a.yaml': policy(1, '10.1.2.0/24'), 'b.yaml': policy(2, '2001:db8::/64', '{matchLabels: {app: b}}'), 'c.yaml': policy(3, '172.16.0.0/16', '{matchLabels: {app: c}}'), 'z.yaml': many('10.1.0.0/16') };
  const linter = linterOf({ ...files, 'all.yaml': policy(4, '0.0.0.0/1') });
  const found = (uri: string): number => linter.findings(uri).filter(({ rule }) => rule === 'cross-policy-redundant').length;
  expect([found('a.yaml'), found('b.yaml'), found('c.yaml'), found('z.yaml')]).toEqual([1, 0, 1, 2]);
  linter.update('all.yaml', undefined);
  linter.check();
  expect([found('a.yaml'), found('b.yaml'), found('c.yaml'), found('z.yaml')]).toEqual([1, 0, 1, 0]);
  linter.update('z.yaml', many('2001:db8::/48'));
  linter.check();
  expect([found('a.yaml'), found('b.yaml'), found('c.yaml')]).toEqual([0, 1, 1]);
});

test('what was edited is checked before what depends on it, and the rest when there is time', () => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.yaml`, policy(index, `10.${index}.0.0/16`, `{matchLabels: {app: a-${index}}}`)]));
  const linter = linterOf({ ...files, 'zz.yaml': policy(100, '192.168.0.0/16') });
  linter.update('zz.yaml', policy(100, '10.0.0.1/8'));
  expect([...linter.check(() => true)]).toContain('zz.yaml');
  expect(linter.findings('zz.yaml').map(({ rule }) => rule)).toContain('cidr-host-bits');
  expect(linter.isChecked()).toBe(false);
  let turns = 0;
  for (; !linter.isChecked(); turns++) expect(linter.check(() => true).size).toBeLessThanOrEqual(1);
  expect(turns).toBeGreaterThan(10);
  expect(Object.keys(files).flatMap((uri) => linter.findings(uri)).filter(({ rule }) => rule === 'cross-policy-redundant').length).toBe(20);
});

test('of what depends on an edit, files that somebody looks at come first', () => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.yaml`, policy(index, `10.${index}.0.0/16`, `{matchLabels: {app: a-${index}}}`)]));
  const linter = linterOf({ ...files, 'zz.yaml': policy(100, '192.168.0.0/16') });
  linter.update('zz.yaml', policy(100, '10.0.0.1/8'));
  const isWatched = (uri: string): boolean => uri === '17.yaml' || uri === '9.yaml';
  const turns: string[] = [];
  while (!linter.isChecked()) turns.push(...[...linter.check(() => true, isWatched)].filter((uri) => uri !== 'zz.yaml'));
  expect(turns.slice(0, 2).sort()).toEqual(['17.yaml', '9.yaml']);
  expect(turns.sort()).toEqual(Object.keys(files).sort());
});
