// Which fixes are made without asking, all at once: not those that delete a range for the sake of one with two meanings.
import { expect, test } from 'vitest';
import { linterOf } from '../support/workspace.ts';

function preferred(rule: string, cidrs: readonly string[]): readonly (boolean | undefined)[] {
  const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
${cidrs.map((cidr) => `        - ipBlock: {cidr: ${cidr}}\n`).join('')}`;
  const found = linterOf({ 'policy.yaml': text }).findings('policy.yaml').filter((finding) => finding.rule === rule);
  expect(found).not.toEqual([]);
  return found.map((finding) => finding.fixes()[0]?.preferred);
}

test('a range inside another is deleted', () => {
  expect(preferred('cidr-contained', ['10.0.0.0/24', '10.0.0.7/32'])).toEqual([true]);
  expect(preferred('cidr-duplicate', ['10.0.0.0/24', '10.0.0.0/24'])).toEqual([true]);
  expect(preferred('cidr-mergeable', ['10.0.0.0/25', '10.0.0.128/25'])).toEqual([true]);
});

test('not so where the other may mean one address', () => {
  expect(preferred('cidr-contained', ['10.0.0.5/24', '10.0.0.7/32'])).toEqual([false]);
  expect(preferred('cidr-duplicate', ['10.0.0.5/24', '10.0.0.7/24'])).toEqual([false]);
  expect(preferred('cidr-mergeable', ['10.0.0.5/25', '10.0.0.200/25'])).toEqual([false]);
});
