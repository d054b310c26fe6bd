/** Settings count at once; commands do what they are called; the status tells how much there is. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness.ts';
import { closeAll, fileUri, openDocument, removeFile, setSetting, waitFor, waitForRules, writeFile } from './support.ts';
import { runUiActions } from './ui.ts';

const hostBits = 'broken/network-policy/host-bits.yaml';
const overlapping = 'broken/network-policy/overlapping-cidrs.yaml';

test('a rule can be silenced and given another severity', async () => {
  await waitForRules(fileUri(overlapping), ['cidr-contained']);
  await setSetting('egress', 'rules.cidr-contained', 'off');
  await waitForRules(fileUri(overlapping), []);
  await setSetting('egress', 'rules.cidr-contained', 'error');
  const [finding] = await waitForRules(fileUri(overlapping), ['cidr-contained']);
  assertEqual(finding?.severity, vscode.DiagnosticSeverity.Error, 'severity');
  await setSetting('egress', 'rules.cidr-contained', undefined);
  const severityOf = async (): Promise<unknown> => (await waitForRules(fileUri(overlapping), ['cidr-contained']))[0]?.severity;
  await waitFor(severityOf, severity => severity === vscode.DiagnosticSeverity.Warning, () => 'the severity has not come back');
});

test('the version of Kubernetes decides what is refused', async () => {
  const said = async (): Promise<string> => (await waitForRules(fileUri(hostBits), ['cidr-host-bits']))[0]?.message ?? '';
  await waitFor(said, message => message.endsWith('(rejected when applied)'), () => 'not refused by the newest version');
  await setSetting('egress', 'kubernetesVersion', '1.35');
  await waitFor(said, message => message.endsWith('(the server warns)'), () => 'no warning from 1.35');
  await setSetting('egress', 'kubernetesVersion', undefined);
  await waitFor(said, message => message.endsWith('(rejected when applied)'), () => 'not refused any more');
});

test('files can be left out', async () => {
  const uri = await writeFile('made/left-out.yaml', new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(hostBits))));
  await waitForRules(uri, ['cidr-host-bits']);
  await setSetting('egress', 'exclude', ['made/**']);
  await waitForRules(uri, []);
  await setSetting('egress', 'exclude', undefined);
  await waitForRules(uri, ['cidr-host-bits']);
  await removeFile('made/left-out.yaml');
  await waitForRules(uri, []);
});

test('each command that the extension declares is there', async () => {
  const all = new Set(await vscode.commands.getCommands(true));
  for (const id of ['egress.lintWorkspace', 'egress.openRuleDocumentation', 'egress.restartServer', 'egress.showChain', 'egress.showOutput']) assert(all.has(id), `${id} is missing`);
});

test('the server can be started anew, and everything is as before', async () => {
  const editor = await openDocument(fileUri(overlapping));
  await waitForRules(editor.document.uri, ['cidr-contained']);
  await vscode.commands.executeCommand('egress.restartServer');
  await waitForRules(fileUri(hostBits), ['cidr-host-bits']);
  await waitForRules(editor.document.uri, ['cidr-contained']);
  await closeAll();
});

test('the language status tells how much there is', async () => {
  const { document } = await openDocument(fileUri(overlapping));
  await waitForRules(document.uri, ['cidr-contained']);
  const status = '.hover-language-status';
  const reply = await runUiActions('status', [{ clickOn: '#status\\.languageStatus' }, { waitFor: `${status}:has-text("resources in")` }, { read: status }, { press: 'Escape' }]);
  if (reply !== undefined) {
    const text = reply.texts.join('\n');
    assert(/Egress: \d+ resources in \d+ files, \d+ errors, \d+ warning/.test(text), text);
  }
  await closeAll();
});

test('checking the workspace shows the problems', async () => {
  await vscode.commands.executeCommand('egress.lintWorkspace');
  const reply = await runUiActions('problems', [{ waitFor: '.markers-panel .monaco-list-row:has-text(".yaml")' }, { read: '.markers-panel .monaco-list-row' }]);
  if (reply !== undefined) assert(reply.texts.some(text => text.includes('.yaml')), reply.texts.join('\n'));
  await vscode.commands.executeCommand('workbench.action.closePanel');
});
