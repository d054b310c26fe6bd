/** The pictures of the README, taken while what they show is tested. Without a page to look at there are none. */
import * as vscode from 'vscode';
import type { UiAction } from '../../scripts/editor/ui-protocol.ts';
import { assert, test } from './harness.ts';
import { closeAll, fileUri, openDocument, placeOf, removeFile, waitForRules, writeFile } from './support.ts';
import { focusedSuggestion, runUiActions } from './ui.ts';

const usual = { width: 1280, height: 800 };

const payments = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: payments
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 10.80.0.0/16
        - ipBlock:
            cidr: 10.80.32.0/20
        - ipBlock:
            cidr: 172.20.5.9/24
      ports:
        - protocol: tcp
          port: 70000
`;

test('picture: ranges, ports and protocols in the editor and among the problems', async () => {
  const path = 'apps/payments.yaml';
  const { document } = await openDocument(await writeFile(path, payments));
  await waitForRules(document.uri, ['cidr-contained', 'cidr-host-bits', 'port-out-of-range', 'protocol-unknown']);
  for (const command of ['workbench.actions.view.problems', 'list.focusFirst', 'list.clear', 'workbench.action.focusActiveEditorGroup']) {
    await vscode.commands.executeCommand(command);
  }
  const reply = await take('diagnostics', { width: 1000, height: 770 }, [{ waitFor: '.markers-panel .monaco-list-row:has-text("10.80.32.0/20 lies inside")' }, { pause: 500 }, { read: '.markers-panel .monaco-list-row' }]);
  if (reply !== undefined) assert(reply.some(text => text.includes('10.80.32.0/20 lies inside')), reply.join('\n'));
  await vscode.commands.executeCommand('workbench.action.closePanel');
  await closeAll();
  await removeFile(path);
});

const warehouse = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: warehouse
  namespace: shop
spec:
  podSelector: {}
  policyTypes:
    - Egress
  egress:
    - to:
        - ipBlock:
            cidr: 10.40.0.0/20
            except:
              - 10.40.4.0/24
              - 10.40.6.0/28
      ports:
        - protocol: TCP
          port: 5432
`;

test('picture: what a range with exceptions holds', async () => {
  const path = 'apps/warehouse.yaml';
  await openDocument(await writeFile(path, warehouse));
  await take('hover', { width: 960, height: 540 }, [{ hover: '10.40.0.0/20' }, { waitFor: '.monaco-hover table' }, { pause: 300 }]);
  await closeAll();
  await removeFile(path);
});

const reporting = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: reporting
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: reporting
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 10.40.0.0/16
            except:
              - 10.40.8.0/24
        - ipBlock:
            cidr: 10.41.0.0/17
        - ipBlock:
            cidr: 10.41.128.0/17
      ports:
        - port: 5432
    - to:
        - ipBlock:
            cidr: 10.40.8.0/22
      ports:
        - port: 5432
    - to:
        - ipBlock:
            cidr: 10.41.16.0/20
      ports:
        - port: 5432
`;

test('picture: what rules take back from one another, and what is let out in the end', async () => {
  const path = 'apps/reporting.yaml';
  const { document } = await openDocument(await writeFile(path, reporting));
  await waitForRules(document.uri, ['except-undone', 'rule-redundant']);
  await take('overlap', { width: 960, height: 760 }, [{ hover: '10.40.8.0/24' }, { waitFor: '.monaco-hover .marker' }, { pause: 500 }]);
  await take('policy', { width: 960, height: 700 }, [{ hover: 'reporting', inLine: 'name: reporting' }, { waitFor: '.monaco-hover table' }, { pause: 300 }]);
  await closeAll();
  await removeFile(path);
});

test('picture: snippets by their prefix', async () => {
  const path = 'apps/checkout.yaml';
  await openDocument(await writeFile(path, 'np-'));
  await take('snippet', { width: 960, height: 460 }, [
    { clickOn: '.editor-instance .view-lines' }, { press: 'End' }, { press: 'Control+Space' }, { waitFor: focusedSuggestion('np-allow-all-egress') }, { waitGone: '.suggest-widget .monaco-list-row:not([aria-label^="np-"])' },
    { press: 'ArrowDown' }, { press: 'ArrowDown' }, { waitFor: focusedSuggestion('np-allow-cidr') }, { press: 'Control+Space' }, { pause: 800 },
  ]);
  await closeAll();
  await removeFile(path);
});

test('picture: a gateway that is not there', async () => {
  const editor = await openDocument(fileUri('broken/istio/missing-gateway.yaml'));
  await waitForRules(editor.document.uri, ['gateway-ref-not-found']);
  await take('reference', { width: 960, height: 540 }, [{ hover: 'partner-egress/partner-egres' }, { waitFor: '.monaco-hover .marker' }, { pause: 500 }]);
  await closeAll();
});

test('picture: where requests end, and why', async () => {
  const editor = await openDocument(fileUri('broken/istio/missing-subset.yaml'));
  await waitForRules(editor.document.uri, ['egress-chain-subset-missing']);
  await take('chain-hover', { width: 1040, height: 620 }, [
    { waitFor: '.codelens-decoration a:has-text("no subset")' }, { hover: 'maps.example.net', inLine: '- maps' }, { waitFor: '.monaco-hover ol' }, { pause: 500 },
  ]);
  await closeAll();
});

test('picture: the page of a chain that goes round in a circle', async () => {
  const editor = await openDocument(fileUri('seed/istio-egress-gateway/gateway-and-virtual-service.yaml'));
  const { start } = placeOf(editor.document, '"*"');
  editor.selection = new vscode.Selection(start, start);
  await vscode.commands.executeCommand('egress.showChain');
  await take('chain-page', { width: 1180, height: 900 }, [{ waitFor: '.codelens-decoration a:has-text("loops")' }, { waitFor: '.tab:has-text("every host")' }, { pause: 6000 }]);
  await vscode.commands.executeCommand('workbench.action.editorLayoutSingle');
  await closeAll();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
});

/** A picture of nothing but the editor, and what was read for it. */
async function take(name: string, size: typeof usual, actions: readonly UiAction[]): Promise<readonly string[] | undefined> {
  await vscode.commands.executeCommand('workbench.action.closeSidebar');
  await vscode.commands.executeCommand('notifications.clearAll');
  const reply = await runUiActions(`picture-${name}`, [{ resize: size }, { pause: 300 }, ...actions, { screenshot: name }, { press: 'Escape' }, { resize: usual }]);
  return reply?.texts;
}
