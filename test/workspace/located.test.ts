// What of a finding hosts get to show.
import { expect, test } from 'vitest';
import { linterOf } from '../support/workspace.ts';

const long = 'x'.repeat(20_000);
const manifest = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: ext, namespace: app}
spec:
  hosts: ["${long}"]
  ports: [{number: 80, name: http, protocol: ${long}}]
  resolution: ${long}
`;

test('quotes of any length leave messages and titles that can be read', () => {
  const findings = linterOf({ 'entry.yaml': manifest }).findings('entry.yaml');
  expect(findings.some(({ message }) => message.includes('x … x'))).toBe(true);
  expect(findings.filter(({ message }) => message.length > 1100).map(({ rule }) => rule)).toEqual([]);
  expect(findings.flatMap((finding) => finding.fixes()).filter(({ title }) => title.length > 160)).toEqual([]);
  // What to do stands at the end.
  expect(findings.filter(({ message }) => !/[.?)`]$/.test(message)).map(({ message }) => message.slice(-100))).toEqual([]);
});
