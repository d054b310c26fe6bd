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
