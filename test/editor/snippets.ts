/** A snippet by its prefix, as it is typed. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness.ts';
import { closeAll, openDocument, removeFile, setText, waitFor, waitForRules, writeFile } from './support.ts';
import { focusedSuggestion, runUiActions } from './ui.ts';

const expected = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-dns
  namespace: shop
spec:
  podSelector: {}
  policyTypes:
    - Egress
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53`;

test('a typed prefix becomes a manifest without findings', async () => {
  const editor = await openDocument(await writeFile('made/snippet.yaml', ''));
  const typed = await runUiActions('prefix', [{ clickOn: '.editor-instance .view-lines' }, { type: 'np-allow-dns' }]);
  // On a slow machine a list that is still being asked for is given up at the dash.
  if (typed !== undefined) await vscode.commands.executeCommand('editor.action.triggerSuggest');
  const reply = await runUiActions('snippet', [
    { waitFor: focusedSuggestion('np-allow-dns') },
    { read: '.suggest-widget.visible .monaco-list-row.focused .label-name' }, { press: 'Enter' }, { waitGone: '.suggest-widget.visible' }, { press: 'Escape' },
  ]);
  if (reply === undefined) await typeByCommands('np-allow-dns');
  else assertEqual(reply.texts, ['np-allow-dns'], 'first suggestion');
  await waitFor(() => editor.document.getText(), text => text === expected, () => `the text is\n${editor.document.getText()}`);
  await waitForRules(editor.document.uri, []);
  await closeAll();
  await removeFile('made/snippet.yaml');
});

test('below a manifest, after a separator, a snippet begins a new one', async () => {
  const editor = await openDocument(await writeFile('made/snippet.yaml', ''));
  await setText(editor, `${expected.replace('name: allow-dns', 'name: other')}\n---\n`);
  const end = editor.document.positionAt(editor.document.getText().length);
  editor.selection = new vscode.Selection(end, end);
  await typeByCommands('np-allow-dns');
  const both = `${expected.replace('name: allow-dns', 'name: other')}\n---\n${expected}`;
  await waitFor(() => editor.document.getText(), text => text === both, () => `the text is\n${editor.document.getText()}`);
  await closeAll();
  await removeFile('made/snippet.yaml');
});

test('while a field is typed, the fields of its place are offered, and nothing twice', async () => {
  const editor = await openDocument(await writeFile('made/snippet.yaml', ''));
  await setText(editor, `${expected}\n    - to:\n        - ipBlock:\n            c`);
  const place = editor.document.positionAt(editor.document.getText().length);
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', editor.document.uri, place);
  const labels = items.filter(({ kind }) => kind === vscode.CompletionItemKind.Field).map(({ label }) => typeof label === 'string' ? label : label.label);
  assert(labels.includes('cidr') && labels.includes('except'), `offered are ${labels.join(', ')}`);
  assertEqual(new Set(labels).size, labels.length, 'different labels');
  await closeAll();
  await removeFile('made/snippet.yaml');
});

/** Where there is no page to type on. */
async function typeByCommands(prefix: string): Promise<void> {
  await vscode.commands.executeCommand('type', { text: prefix });
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  const editor = vscode.window.activeTextEditor;
  // Nothing tells when the list is there; accepting does nothing until it is.
  await waitFor(
    () => vscode.commands.executeCommand('acceptSelectedSuggestion'),
    () => editor?.document.getText().includes(prefix) === false || (editor?.document.lineCount ?? 0) > 30,
    () => 'no suggestion was accepted',
  );
}
