/** What is shown where the mouse rests. */
import * as vscode from 'vscode';
import { assert, assertEqual, test } from './harness.ts';
import { closeAll, fileUri, hoverText, openDocument, placeOf, ruleOf, waitFor, waitForRules } from './support.ts';
import { runUiActions } from './ui.ts';

const seed = 'seed/network-policy-cidr/restrict-egress.yaml';

test('resting on a range shows what is in it', async () => {
  const { document } = await openDocument(fileUri(seed));
  const range = placeOf(document, '10.0.0.0/28');
  const text = await waitFor(() => hoverText(document.uri, range.start.translate(0, 3)), all => all !== '', () => 'no hover');
  for (const part of ['10.0.0.0', '10.0.0.15', '16', '255.255.255.240', '0.0.0.15', 'RFC 1918']) assert(text.includes(part), `the hover lacks ${part}: ${text}`);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, range.start);
  assertEqual(hovers.length, 1, 'number of hovers');
  assertEqual(hovers[0]?.range, range, 'the text that it is about');

  const reply = await runUiActions('hover', [{ hover: '10.0.0.0/28' }, { waitFor: '.monaco-hover table' }, { read: '.monaco-hover' }]);
  if (reply !== undefined) assert(reply.texts.join('\n').includes('10.0.0.15'), `the editor shows ${reply.texts.join('\n')}`);
  await closeAll();
});

test('resting on a finding shows it and its fix above what the value means', async () => {
  const { document } = await openDocument(fileUri('broken/network-policy/host-bits.yaml'));
  await waitForRules(document.uri, ['cidr-host-bits']);
  const reply = await runUiActions('hover-of-finding', [{ hover: '10.80.4.17/24', inLine: 'cidr:' }, { waitFor: '.monaco-hover table' }, { read: '.monaco-hover .hover-row' }]);
  if (reply !== undefined) {
    const [finding, meaning, ...more] = reply.texts.filter(text => !text.startsWith('View Problem'));
    assert(finding?.includes('beyond its prefix length') && finding.includes('cidr-host-bits'), `first of all there is ${String(finding)}`);
    assert(meaning?.includes('10.80.4.255'), `then there is ${String(meaning)}`);
    assertEqual(more, [], 'and more');
  }
  await closeAll();
});

test('a name leads to what it refers to, in another file', async () => {
  const { document } = await openDocument(fileUri('broken/istio/missing-subset.yaml'));
  const place = placeOf(document, 'partner-egress/partner-egress').start.translate(0, 2);
  assert((await hoverText(document.uri, place)).includes('Gateway `partner-egress/partner-egress`'), await hoverText(document.uri, place));
  const found = await vscode.commands.executeCommand<readonly vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, place);
  assertEqual(found.map(({ uri }) => uri.toString()), [fileUri('broken/istio/gateway.yaml').toString()], 'definition');
  await waitForRules(document.uri, ['egress-chain-subset-missing']);
  await closeAll();
});

test('the outline names the resources of a file', async () => {
  const { document } = await openDocument(fileUri('broken/istio/service-entries.yaml'));
  const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
  assertEqual(symbols.map(({ name }) => name.replace(/^.*?(\w+)$/, '$1')), ['crm', 'tax', 'maps'], 'names');
  assertEqual(vscode.languages.getDiagnostics(document.uri).map(ruleOf), [], 'findings');
  await closeAll();
});
