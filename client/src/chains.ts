// Pages about the ways out of the mesh: read-only Markdown documents that the server writes, in the built-in preview.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chainHostsRequest, chainPageRequest, chainsChangedNotification, chainTargetRequest, showChainCommand } from '../../server/src/protocol/index.ts';
import type { ChainChoice, ChainPageParams, ChainTarget } from '../../server/src/protocol/index.ts';

const scheme = 'egress-chain';

/** Provides the pages, and the command that shows one. */
export function showChains(client: BaseLanguageClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  client.onNotification(chainsChangedNotification.method, () => {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) changed.fire(uri);
  });
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, { onDidChange: changed.event, provideTextDocumentContent: (uri) => pageText(client, uri) }),
    vscode.commands.registerCommand(showChainCommand, (target: unknown) => showChain(client, target)),
  );
}

async function showChain(client: BaseLanguageClient, given: unknown): Promise<void> {
  const target = isTarget(given) ? given : (await targetAtCursor(client)) ?? (await chooseTarget(client));
  if (target === undefined) return;
  const page = pageUri(target);
  try {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  } catch {
    // Without the built-in Markdown extension the page is still text.
    await vscode.window.showTextDocument(page, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }
}

async function targetAtCursor(client: BaseLanguageClient): Promise<ChainTarget | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme === scheme) return undefined;
  const { line, character } = editor.selection.active;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  return (await client.sendRequest<ChainTarget | null>(chainTargetRequest.method, { uri, line, character })) ?? undefined;
}

async function chooseTarget(client: BaseLanguageClient): Promise<ChainTarget | undefined> {
  const choices = client.sendRequest<readonly ChainChoice[]>(chainHostsRequest.method, null);
  const items = choices.then((all) => all.map((choice) => ({
    label: choice.host, description: choice.ports.join(', '), detail: vscode.workspace.asRelativePath(vscode.Uri.parse(choice.uri)), choice,
  })));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Show the Way Out', placeHolder: 'A host outside the mesh', matchOnDetail: true });
  return chosen?.choice;
}

/** The host names the tab; the query says which page it is. */
function pageUri({ uri, host }: ChainTarget): vscode.Uri {
  const name = host === '*' ? 'every host' : host.replaceAll(/[^\w.*-]/g, '_');
  return vscode.Uri.from({ scheme, path: `/${name}.md`, query: JSON.stringify({ uri, host }) });
}

async function pageText(client: BaseLanguageClient, page: vscode.Uri): Promise<string> {
  const target: unknown = JSON.parse(page.query);
  if (!isTarget(target)) return '';
  // The preview takes a path that begins with a slash for one below the first folder, and no URIs of files.
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  const params: ChainPageParams = { ...target, ...(root === undefined ? {} : { root: client.code2ProtocolConverter.asUri(root) }) };
  return (await client.sendRequest<{ readonly markdown: string }>(chainPageRequest.method, params)).markdown;
}

function isTarget(value: unknown): value is ChainTarget {
  return typeof value === 'object' && value !== null && 'uri' in value && 'host' in value && typeof value.uri === 'string' && typeof value.host === 'string';
}
