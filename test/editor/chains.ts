/** The way out of the mesh: the lens above a host, the hover on it, and the page. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness.ts';
import { closeAll, fileUri, hoverText, openDocument, placeOf, setSetting, setText, waitFor } from './support.ts';
import { runUiActions } from './ui.ts';

const loop = 'seed/istio-egress-gateway/gateway-and-virtual-service.yaml';
const missingSubset = 'broken/istio/missing-subset.yaml';

/** The lenses of a file, their texts worked out. */
async function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 20);
  return lenses.flatMap(({ command }) => command?.title ?? []);
}

/** The open page about a host, as text. */
function page(host: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'egress-chain' && uri.path === `/${host}.md`)?.getText();
}

test('above a host stands where requests for it go, and the hover says why', async () => {
  const { document } = await openDocument(fileUri(missingSubset));
  await waitFor(() => lensTitles(document.uri), titles => titles.length === 1 && titles[0]?.includes('has no subset maps') === true, () => 'no lens');
  const text = await hoverText(document.uri, placeOf(document, 'maps.example.net').start.translate(0, 3));
  assert(text.includes('1. ✗ sidecar') && text.includes('missing-subset.yaml'), text);
  const reply = await runUiActions('lens', [{ waitFor: '.codelens-decoration a' }, { read: '.codelens-decoration a' }]);
  if (reply !== undefined) assert(reply.texts.join('\n').includes('✗ is dropped at the sidecar'), reply.texts.join('\n'));
  await setSetting('egress', 'codeLens.enabled', false);
  await waitFor(() => lensTitles(document.uri), titles => titles.length === 0, () => 'the lens stays');
  await setSetting('egress', 'codeLens.enabled', undefined);
  await waitFor(() => lensTitles(document.uri), titles => titles.length === 1, () => 'the lens does not come back');
  await closeAll();
});

test('the page shows the chain, and follows the manifests', async () => {
  const subsets = await openDocument(fileUri('broken/istio/destination-rule.yaml'));
  const editor = await openDocument(fileUri(missingSubset));
  const { start } = placeOf(editor.document, 'maps.example.net');
  editor.selection = new vscode.Selection(start, start);
  await vscode.commands.executeCommand('egress.showChain');
  await waitFor(() => page('maps.example.net'), text => text?.includes('✗') === true && text.includes('```mermaid'), () => `the page is ${String(page('maps.example.net'))}`);
  const before = subsets.document.getText();
  const shown = await openDocument(subsets.document.uri);
  await setText(shown, before.replace('- name: tax', '- name: tax\n    - name: maps'));
  await waitFor(() => page('maps.example.net'), text => text?.includes('✓ `https://maps.example.net:443`') === true, () => `the page is ${String(page('maps.example.net'))}`);
  await closePages();
});

test('a lens opens the page of its host', async () => {
  const { document } = await openDocument(fileUri(loop));
  const titles = await waitFor(() => lensTitles(document.uri), found => found.length > 0, () => 'no lens');
  assertEqual(titles, ['✗ loops: istio-egressgateway sends it back to itself', '✗ loops: istio-egressgateway sends it back to itself'], 'lenses');
  // What a click runs. A click itself is lost where the lens is drawn anew just then.
  const [lens] = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
  assert(lens?.command !== undefined, 'the lens has no command');
  await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []) as readonly unknown[]);
  await waitFor(() => page('every host'), text => text?.includes('sends it back to itself') === true, () => `the page is ${String(page('every host'))}`);
  await closePages();
});

/** Pages stand beside the editor, in a group of their own. */
async function closePages(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.editorLayoutSingle');
  await closeAll();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
