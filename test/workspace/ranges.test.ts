// Long lists of ranges: each superfluous item is found once, and in time that grows with the list, not with its square.
import { expect, test } from 'vitest';
import { linterOf } from '../support/workspace.ts';

const head = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: long, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
`;

function findings(count: number, peer: (index: number) => string): readonly string[] {
  const text = head + Array.from({ length: count }, (_, index) => `        - ipBlock: ${peer(index)}\n`).join('');
  return linterOf({ 'long.yaml': text }).findings('long.yaml').map((finding) => finding.rule);
}

const byte = (index: number): string => `${index >> 8}.${index & 255}`;
const counts = (rules: readonly string[]): readonly (readonly [string, number])[] => [...new Set(rules)].map((rule) => [rule, rules.filter((one) => one === rule).length]);

test.each<readonly [string, (index: number) => string, readonly (readonly [string, number])[]]>([
  ['equal ranges', () => '{cidr: 10.0.0.0/8}', [['cidr-duplicate', 2999]]],
  ['equal ranges with exceptions', () => '{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}', [['cidr-duplicate', 2999]]],
  ['ranges side by side', (index) => `{cidr: 10.${byte(index)}.0/24}`, [['cidr-mergeable', 7]]],
  ['ranges inside one', (index) => (index === 0 ? '{cidr: 10.0.0.0/8}' : `{cidr: 10.${byte(index)}.0/24}`), [['cidr-contained', 2999]]],
  ['one range, each time without another part', (index) => `{cidr: 0.0.0.0/0, except: [10.${byte(index)}.0/24]}`,
    [['cidr-any', 1], ['cidr-covered-by-union', 256], ['except-undone', 3000], ['metadata-endpoint-exposed', 2744]]],
  ['ranges with exceptions inside one', (index) => (index === 0 ? '{cidr: 10.0.0.0/8}' : `{cidr: 10.${byte(index)}.0/24, except: [10.${byte(index)}.7/32]}`), [['cidr-contained', 2999], ['except-undone', 2999]]],
])('3000 %s', { timeout: 15_000 }, (_, peer, expected) => {
  expect(counts(findings(3000, peer))).toEqual(expected);
});
