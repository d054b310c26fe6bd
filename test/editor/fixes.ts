/** What the light bulb offers, and what saving mends. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness.ts';
import { closeAll, fileUri, openDocument, removeFile, setSetting, setText, waitFor, waitForRules, writeFile } from './support.ts';
import { runUiActions } from './ui.ts';

const portsAndProtocols = 'broken/network-policy/ports-and-protocols.yaml';
const hostBits = 'broken/network-policy/host-bits.yaml';

test('a quick fix leaves exactly the text that it promises', async () => {
  const { document } = await openDocument(fileUri(hostBits));
  const before = document.getText();
  const [finding] = await waitForRules(document.uri, ['cidr-host-bits']);
  assert(finding, 'no finding');
  const actions = await quickFixes(document, finding.range);
  assertEqual(actions.map(({ title }) => title).slice(0, 2), ['Replace with 10.80.4.0/24 (the whole network)', 'Replace with 10.80.4.17/32 (the one address)'], 'offered');
  const [fix] = actions;
  assert(fix?.edit !== undefined && await vscode.workspace.applyEdit(fix.edit), 'the edit is refused');
  assertEqual(document.getText(), before.replace('cidr: 10.80.4.17/24', 'cidr: 10.80.4.0/24'), 'text');
  await waitForRules(document.uri, []);
  await closeAll();
});

test('a mended reference is mended wherever the file names it', async () => {
  const { document } = await openDocument(fileUri('broken/istio/missing-gateway.yaml'));
  const before = document.getText();
  const [finding] = await waitForRules(document.uri, ['gateway-ref-not-found']);
  assert(finding, 'no finding');
  const [fix] = await quickFixes(document, finding.range);
  assert(fix?.edit !== undefined && await vscode.workspace.applyEdit(fix.edit), 'the edit is refused');
  assertEqual(document.getText(), before.replaceAll('- partner-egress/partner-egres\n', '- partner-egress/partner-egress\n'), 'text');
  await waitForRules(document.uri, []);
  await closeAll();
});

test('a finding can be silenced in its line', async () => {
  const { document } = await openDocument(fileUri(hostBits));
  const before = document.getText();
  const [finding] = await waitForRules(document.uri, ['cidr-host-bits']);
  assert(finding, 'no finding');
  const actions = await quickFixes(document, finding.range);
  const silence = actions.find(({ title }) => title.startsWith('Disable'));
  assert(silence?.edit !== undefined && await vscode.workspace.applyEdit(silence.edit), 'the edit is refused');
  const line = '            cidr: 10.80.4.17/24';
  assertEqual(document.getText(), before.replace(line, `            # egress-lint-disable-next-line cidr-host-bits\n${line}`), 'text');
  await waitForRules(document.uri, []);
  await closeAll();
});

test('the light bulb applies the preferred fix, and each action stands there once', async () => {
  const editor = await openDocument(fileUri(portsAndProtocols));
  await waitForRules(editor.document.uri, ['port-out-of-range', 'protocol-unknown']);
  const before = editor.document.getText();
  const reply = await runUiActions('light-bulb', [
    { click: 'tcp', inLine: 'protocol: tcp' }, { press: 'Control+.' }, { waitFor: '.action-widget .action.focused:has-text("Replace with TCP")' }, { read: '.action-widget .action .title' }, { press: 'Enter' },
    { waitGone: '.action-widget' },
  ]);
  if (reply !== undefined) {
    assertEqual(reply.texts, ['Replace with TCP', 'Disable protocol-unknown for this line', 'Open documentation of protocol-unknown'], 'actions');
    await waitForRules(editor.document.uri, ['port-out-of-range']);
    assertEqual(editor.document.getText(), before.replace('protocol: tcp', 'protocol: TCP'), 'text');
  }
  await closeAll();
});

test('saving mends what has one obvious fix and nothing else, where the settings say so', async () => {
  const uri = await writeFile('made/save.yaml', '');
  const editor = await openDocument(uri);
  const text = await textOf(portsAndProtocols);
  await setSetting('editor', 'codeActionsOnSave', { 'source.fixAll.egress': 'explicit' });
  await setText(editor, text);
  await waitForRules(uri, ['port-out-of-range', 'protocol-unknown']);
  await vscode.commands.executeCommand('workbench.action.files.save');
  await waitFor(() => editor.document.isDirty, dirty => !dirty, () => 'the file is not saved');
  assertEqual(editor.document.getText(), text.replace('protocol: tcp', 'protocol: TCP'), 'text');
  await waitForRules(uri, ['port-out-of-range']);
  await setSetting('editor', 'codeActionsOnSave', undefined);
  await closeAll();
  await removeFile('made/save.yaml');
});

async function quickFixes(document: vscode.TextDocument, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.QuickFix.value);
}

async function textOf(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(path)));
}
