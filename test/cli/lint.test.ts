// The built command line from end to end.
import { describe, expect, test } from 'vitest';
import { bad, badIn, folderOf, good, places, run, runJson } from './support.ts';

const hint = good.replace('spec:', 'spec: # egress-lint-disable-line unknown-field');

describe('exit codes', () => {
  test.each([
    ['nothing found', good, [], 0],
    ['an error', bad, [], 1],
    ['an error that is not to fail', bad, ['--fail-on', 'never'], 0],
    ['an error made a warning', bad, ['--rule', 'unknown-field=warning'], 0],
    ['a warning at --fail-on warning', bad, ['--rule', 'unknown-field=warning', '--fail-on', 'warning'], 1],
    ['a hint at --fail-on information', hint, ['--fail-on', 'information'], 0],
    ['a hint at --fail-on hint', hint, ['--fail-on', 'hint'], 1],
    ['a rule that is off', bad, ['--rule', 'unknown-field=off', '--fail-on', 'hint'], 0],
    ['a syntax error', `${bad}\t- x: "`, ['--fail-on', 'error'], 1],
    ['a wrong option', good, ['--nonsense'], 2],
  ])('%s', (_, text, args, code) => {
    expect(run([...args, 'x.yaml'], { cwd: folderOf({ 'x.yaml': text }) }).code).toBe(code);
  });

  test('never is no excuse for what cannot be read', () => {
    expect(run(['--fail-on', 'never', 'x.yaml', 'gone.yaml'], { cwd: folderOf({ 'x.yaml': bad }) }).code).toBe(2);
  });
});

describe('JSON', () => {
  test('has the documented shape, in its order', () => {
    const { findings, summary } = runJson(['.'], { cwd: folderOf({ 'a/x.yaml': bad, 'a/y.yaml': `${good}---\nkind: ConfigMap\napiVersion: v1\n` }) });
    expect(Object.keys(findings[0]!)).toEqual(['rule', 'severity', 'message', 'admission', 'file', 'line', 'column', 'endLine', 'endColumn', 'resource', 'related', 'fixable']);
    expect(findings[0]).toMatchObject({
      rule: 'unknown-field', severity: 'error', admission: 'rejected', file: 'a/x.yaml', line: 10, column: 3, endLine: 10, endColumn: 14,
      resource: { kind: 'NetworkPolicy', namespace: 'shop', name: 'dns-only' }, related: [], fixable: true,
    });
    expect(summary).toEqual({ files: 2, documents: 3, resources: 2, errors: 1, warnings: 0, information: 0, hints: 0 });
  });

  test('names a namespace only where it is written', () => {
    const { findings } = runJson(['--namespace', 'shop', '.'], { cwd: folderOf({ 'x.yaml': bad.replace('  namespace: shop\n', '') }) });
    expect(findings[0]?.resource).toEqual({ kind: 'NetworkPolicy', name: 'dns-only' });
  });

  test('names the resource that a finding about the text stands in', () => {
    const twice = good.replace('  podSelector:', '  policyTypes: []\n  podSelector:');
    const { findings } = runJson(['.'], { cwd: folderOf({ 'x.yaml': `${good}---\n${twice}` }) });
    expect(findings.find(({ rule }) => rule === 'yaml-duplicate-key')?.resource).toEqual({ kind: 'NetworkPolicy', namespace: 'shop', name: 'dns-only' });
  });

  test('is sorted by file and place, and the same every time', () => {
    const cwd = folderOf(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index % 7}/${index}.yaml`, `${bad}---\n${bad}`])));
    const all = ['6', '.', '0/0.yaml'].map(path => run(['--format', 'json', path, '.'], { cwd }).stdout);
    expect(new Set(all).size).toBe(1);
    const found = runJson(['.'], { cwd }).findings.filter(({ rule }) => rule === 'unknown-field');
    expect(found.map(({ file }) => file)).toEqual(found.map(({ file }) => file).sort());
    expect(found).toHaveLength(200);
  });
});

describe('all paths are one workspace', () => {
  const virtualService = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: routes, namespace: shop}
spec:
  hosts: [a.example.com]
  gateways: [egress-gatway]
  http:
    - route:
        - destination: {host: a.example.com}
`;
  const gateway = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: egress-gateway, namespace: shop}
spec:
  selector: {istio: egressgateway}
  servers:
    - port: {number: 80, name: http, protocol: HTTP}
      hosts: [a.example.com]
`;

  test('a finding points into another file', () => {
    const cwd = folderOf({ 'vs.yaml': virtualService, 'gw/gateway.yaml': gateway });
    const found = runJson(['vs.yaml', 'gw'], { cwd }).findings.find(({ rule }) => rule === 'gateway-ref-not-found');
    expect(found).toMatchObject({ file: 'vs.yaml', line: 6, codes: expect.arrayContaining(['IST0101']) as string[], related: [{ file: 'gw/gateway.yaml', line: 3 }] });
    expect(places(runJson(['vs.yaml'], { cwd }))).toEqual([]);
  });

  test('--complete says that what is not there is missing', () => {
    const cwd = folderOf({ 'vs.yaml': virtualService });
    expect(places(runJson(['--complete', 'vs.yaml'], { cwd })).some(place => place.includes('gateway-ref-not-found'))).toBe(true);
  });
});

describe('other formats', () => {
  const cwd = (): string => folderOf({ 'k8s/x.yaml': bad });

  test('pretty', () => {
    const { stdout, code } = run(['.'], { cwd: cwd() });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^k8s\/x\.yaml:10:3 error unknown-field\n {2}\S[^]*\n {5}\|\n {2}10 \| {3}policytypes:\n {5}\| {3}\^{11}\n[^]*\n1 error in 1 of 1 file \(1 resource\), 1 fixable in the editor\./);
  });

  test('sarif', () => {
    const log = JSON.parse(run(['-f', 'sarif', '.'], { cwd: cwd() }).stdout) as { runs: [{ results: unknown[]; tool: unknown }] };
    expect(log.runs[0]).toMatchObject({
      tool: { driver: { semanticVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as string } },
      results: [{ ruleId: 'unknown-field', locations: [{ physicalLocation: { artifactLocation: { uri: 'k8s/x.yaml' } } }], fixes: [{}] }],
    });
  });

  test('github, with names from the root of the checkout', () => {
    const folder = cwd();
    expect(run(['-f', 'github'], { cwd: `${folder}/k8s`, env: { GITHUB_WORKSPACE: folder } }).stdout)
      .toMatch(/^::error file=k8s\/x\.yaml,line=10,endLine=10,col=3,endColumn=14,title=unknown-field \(egress-lint\)::/);
  });
});

test('the cluster\'s version decides what it refuses', () => {
  const hostBits = good.replace(/ {4}- to:[^]*$/, '    - to:\n        - ipBlock: {cidr: 10.0.0.1/8}\n');
  const cwd = folderOf({ 'x.yaml': hostBits });
  const found = (version: string): string[] => runJson(['--kubernetes-version', version], { cwd }).findings.filter(({ rule }) => rule === 'cidr-host-bits').map(({ severity, admission }) => `${severity} ${admission}`);
  expect(found('1.36')).toEqual(['error rejected']);
  expect(found('v1.35.2')).toEqual(['warning warned']);
});

test('a reader that has seen enough is no failure', async () => {
  const { spawn } = await import('node:child_process');
  const { bundle } = await import('./support.ts');
  const cwd = folderOf(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.yaml`, bad])));
  const child = spawn(process.execPath, [bundle, '.'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => { stderr += String(chunk); });
  child.stdout.once('data', () => { child.stdout.destroy(); });
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  expect(stderr).toBe('');
  expect(code).toBe(1);
});

test('places are sorted where a file is both named and found', () => {
  const cwd = folderOf({ 'b.yaml': bad, 'a.yaml': bad });
  expect(places(runJson(['b.yaml', '.'], { cwd }))).toEqual([badIn('a.yaml'), badIn('b.yaml')]);
});
