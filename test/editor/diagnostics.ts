/** What a person sees of findings: where they stand, what they say, and that they follow every edit of any file. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness.ts';
import { closeAll, fileUri, openDocument, placeOf, removeFile, ruleOf, setText, waitForDiagnostics, waitForRules, writeFile } from './support.ts';

const overlapping = 'broken/network-policy/overlapping-cidrs.yaml';
const gateway = 'broken/istio/gateway.yaml';
const missingGateway = 'broken/istio/missing-gateway.yaml';
const twoNetworks = 'broken/network-policy/ports-and-protocols.yaml';

test('a finding stands at its text, with a link to its rule and the place it is related to', async () => {
  const { document } = await openDocument(fileUri(overlapping));
  const [finding, ...others] = await waitForRules(document.uri, ['cidr-contained']);
  assert(finding, 'no finding');
  assertEqual(others.length, 0, 'further findings');
  assertEqual(finding.range, placeOf(document, '10.80.32.0/20'), 'range');
  assertEqual(finding.severity, vscode.DiagnosticSeverity.Warning, 'severity');
  assertEqual(finding.source, 'egress', 'source');
  assertEqual(finding.tags, [vscode.DiagnosticTag.Unnecessary], 'tags');
  assert(finding.message.includes('10.80.32.0/20 lies inside 10.80.0.0/16'), finding.message);
  assert(typeof finding.code === 'object', 'the code has no link');
  assert(finding.code.target.path.endsWith('/docs/rules/cidr-contained.md'), `the code links to ${finding.code.target.toString()}`);
  const [related, ...more] = finding.relatedInformation ?? [];
  assertEqual(more.length, 0, 'further related places');
  assertEqual(related?.location.uri.toString(), document.uri.toString(), 'file of the related place');
  assertEqual(related?.location.range, placeOf(document, '10.80.0.0/16'), 'related place');
  await closeAll();
});

test('ports and protocols are marked, and the message says what happens when the manifest is applied', async () => {
  const { document } = await openDocument(fileUri(twoNetworks));
  const findings = await waitForRules(document.uri, ['port-out-of-range', 'protocol-unknown']);
  const [port, protocol] = [...findings].sort((a, b) => a.range.start.line - b.range.start.line);
  assertEqual(port?.range, placeOf(document, '70000', 'port: 70000'), 'range of the port');
  assertEqual(protocol?.range, placeOf(document, 'tcp', 'protocol: tcp'), 'range of the protocol');
  for (const { severity, message } of findings) {
    assertEqual(severity, vscode.DiagnosticSeverity.Error, 'severity');
    assert(message.endsWith('(rejected when applied)'), message);
  }
  await closeAll();
});

test('findings of files that nobody has opened are there', async () => {
  await waitForRules(fileUri(missingGateway), ['gateway-ref-not-found']);
  await waitForRules(fileUri('broken/network-policy/host-bits.yaml'), ['cidr-host-bits']);
});

test('a reference to what another file does not have leads to what it has', async () => {
  const [finding] = await waitForRules(fileUri(missingGateway), ['gateway-ref-not-found']);
  const there = finding?.relatedInformation?.[0]?.location;
  assertEqual(there?.uri.toString(), fileUri(gateway).toString(), 'the related file');
  const { document } = await openDocument(fileUri(gateway));
  assertEqual(there?.range, placeOf(document, 'partner-egress', 'name: partner-egress'), 'the related place');
  await closeAll();
});

test('an edit in one file breaks and mends others, open or closed, before it is saved', async () => {
  const editor = await openDocument(fileUri(gateway));
  const before = editor.document.getText();
  const users = ['missing-subset', 'wrong-destination-port'].map(name => fileUri(`broken/istio/${name}.yaml`));
  await waitForRules(fileUri(missingGateway), ['gateway-ref-not-found']);

  await setText(editor, before.replace('name: partner-egress\n', 'name: partner-egres\n'));
  await waitForRules(fileUri(missingGateway), []);
  for (const uri of users) await waitForDiagnostics(uri, found => found.some(one => ruleOf(one) === 'gateway-ref-not-found'));

  await vscode.commands.executeCommand('undo');
  assertEqual(editor.document.getText(), before, 'text after undo');
  await waitForRules(fileUri(missingGateway), ['gateway-ref-not-found']);
  for (const uri of users) await waitForDiagnostics(uri, found => found.every(one => ruleOf(one) !== 'gateway-ref-not-found'));
  await closeAll();
});

test('a file that is written, changed and deleted outside the editor is followed', async () => {
  // In a folder that is there: the watcher of the editor may not be in a new one yet when a file comes into it.
  const path = 'network-policy/outside.yaml';
  const uri = await writeFile(path, policy('10.1.2.3/16'));
  await waitForRules(uri, ['cidr-host-bits']);
  await writeFile(path, policy('10.1.2.300/16'));
  await waitForRules(uri, ['cidr-invalid']);
  await writeFile(path, policy('10.1.0.0/16'));
  await waitForRules(uri, []);
  await writeFile(path, policy('10.1.2.3/16'));
  await waitForRules(uri, ['cidr-host-bits']);
  await removeFile(path);
  await waitForRules(uri, []);
});

test('in a file of several documents with Windows line ends and astral characters the right text is marked', async () => {
  const first = policy('10.1.0.0/16').replace('name: made', 'name: first # 🧭🧭');
  const second = policy('10.9.9.9/8').replace(/- ipBlock:\s+cidr: (.*)/, '- { podSelector: { matchLabels: { "🧭": web } }, ipBlock: { cidr: $1 } }');
  const uri = await writeFile('made/several.yaml', `\uFEFF${`${first}---\n${second}`.replaceAll('\n', '\r\n')}`);
  const { document } = await openDocument(uri);
  assertEqual(document.eol, vscode.EndOfLine.CRLF, 'line ends');
  const found = await waitForDiagnostics(uri, all => all.some(one => ruleOf(one) === 'cidr-host-bits'));
  const finding = found.find(one => ruleOf(one) === 'cidr-host-bits');
  assertEqual(finding?.range, placeOf(document, '10.9.9.9/8'), 'range');
  await closeAll();
  await removeFile('made/several.yaml');
});

test('a manifest in JSON is checked like one in YAML', async () => {
  const manifest = {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'from-json', namespace: 'made' },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.1.2.3/16' } }] }] },
  };
  const uri = await writeFile('made/policy.json', JSON.stringify(manifest, undefined, 2));
  await waitForRules(uri, ['cidr-host-bits']);
  const { document } = await openDocument(uri);
  const [finding] = await waitForRules(uri, ['cidr-host-bits']);
  assertEqual(document.languageId, 'json', 'language');
  assertEqual(finding?.range, placeOf(document, '"10.1.2.3/16"'), 'range');
  await closeAll();
  await removeFile('made/policy.json');
});

test('files of other people and half-typed text stay silent or say one thing', async () => {
  const editor = await openDocument(await writeFile('made/typing.yaml', 'services:\n  web:\n    ports: [99999]\n'));
  await setText(editor, policy('10.1.0.0/16'));
  await setText(editor, `${policy('10.1.0.0/16')}        - ipBlock:\n            cidr: "10.`);
  await waitForRules(editor.document.uri, ['yaml-syntax']);
  await setText(editor, 'services:\n  web:\n    ports: [99999]\n');
  await waitForRules(editor.document.uri, []);
  await closeAll();
  await removeFile('made/typing.yaml');
});

test('nobody else says anything about the examples, and those that work have no error and no warning', async () => {
  await waitForRules(fileUri(missingGateway), ['gateway-ref-not-found']);
  for (const [uri, diagnostics] of vscode.languages.getDiagnostics()) {
    const strangers = diagnostics.filter(({ source }) => source !== 'egress');
    assertEqual(strangers.map(({ message }) => message), [], `diagnostics of others in ${uri.path}`);
    if (/\/(?:broken|seed)\//.test(uri.path)) continue;
    const bad = diagnostics.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
    assertEqual(bad.map(({ message }) => message), [], `findings in ${uri.path}`);
  }
  await Promise.resolve();
});

function policy(cidr: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: made
  namespace: made
spec:
  podSelector: {}
  policyTypes:
    - Egress
  egress:
    - to:
        - ipBlock:
            cidr: ${cidr}
`;
}
