// Fixes that are not the first of their finding, applied to the whole text.
import { expect, test } from 'vitest';
import { linterOf } from '../support/workspace.ts';

const head = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
`;

function apply(text: string, title: string): string {
  const fix = linterOf({ 'p.yaml': head + text }).findings('p.yaml').flatMap((finding) => finding.fixes()).find((one) => one.title === title);
  if (fix === undefined) throw new Error(`no fix ${title}`);
  return [...fix.edits].sort((a, b) => b.span.start - a.span.start)
    .reduce((edited, { span, newText }) => edited.slice(0, span.start) + newText + edited.slice(span.end), head + text).slice(head.length);
}

test('a contained range becomes an exception of the wider one', () => {
  expect(apply(`    - to:
        - ipBlock:
            cidr: 10.0.0.0/8 # all of ours
        - ipBlock:
            cidr: 10.2.0.0/16
`, 'Except 10.2.0.0/16 from 10.0.0.0/8 instead')).toBe(`    - to:
        - ipBlock:
            cidr: 10.0.0.0/8 # all of ours
            except:
              - 10.2.0.0/16
`);
});

test('the last exception takes its list along, and the comment of another line stays', () => {
  expect(apply(`    - to:
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
        # everything below
        - ipBlock: {cidr: 10.0.0.0/9}
`, 'Delete the exception 10.1.0.0/16 of 10.0.0.0/8')).toBe(`    - to:
        - ipBlock: {cidr: 10.0.0.0/8}
        # everything below
        - ipBlock: {cidr: 10.0.0.0/9}
`);
});

test('the only peer of the only rule is not deleted: nothing to choose from would mean everything', () => {
  const text = '    - to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/9, 10.128.0.0/9]}}]\n';
  const found = linterOf({ 'p.yaml': head + text }).findings('p.yaml').filter(({ rule }) => rule === 'except-covers-all');
  expect(found.map((finding) => finding.fixes())).toEqual([[]]);
});

test('the rule for every destination can go instead of the one beside it', () => {
  expect(apply(`    - to:
        - ipBlock: {cidr: 10.0.0.0/8}
      ports: [{port: 443}]
    - ports: [{port: 443}]
`, 'Delete rule 2, which allows every destination')).toBe(`    - to:
        - ipBlock: {cidr: 10.0.0.0/8}
      ports: [{port: 443}]
`);
});
