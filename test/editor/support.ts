/** What the tests in the editor share: opening files, waiting for the server, reading what the editor shows. */
import * as vscode from 'vscode';
import { assert } from './harness.ts';

export const extensionId = 'egress-manifests.egress-manifests';

/** How long the extension may take to say something. */
const patience = 20_000;

export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, 'the tests need a workspace folder');
  return folder.uri;
}

/** A file of the workspace, by its path from the workspace folder. */
export function fileUri(path: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), path);
}

export async function writeFile(path: string, text: string): Promise<vscode.Uri> {
  const uri = fileUri(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export async function openDocument(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uri);
  return vscode.window.showTextDocument(document, { preview: false });
}

/** Replaces the whole text of an open document, as one edit. */
export async function setText(editor: vscode.TextEditor, text: string): Promise<void> {
  const all = new vscode.Range(new vscode.Position(0, 0), editor.document.positionAt(editor.document.getText().length));
  assert(await editor.edit(edit => { edit.replace(all, text); }), 'the editor refused the edit');
}

/** Throws away the changes of all editors and closes them. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** The place of the first occurrence of a text. */
export function placeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const at = document.getText().indexOf(text);
  assert(at >= 0, `${document.uri.path} does not hold ${JSON.stringify(text)}`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}

export function ourDiagnostics(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(diagnostic => diagnostic.source === 'egress');
}

/** The rule of a diagnostic. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export type Diagnostics = readonly vscode.Diagnostic[];

/** Waits until the extension's diagnostics of a file are as wished, and returns them. */
export async function waitForDiagnostics(uri: vscode.Uri, wished: (diagnostics: Diagnostics) => boolean): Promise<Diagnostics> {
  return waitFor(
    () => ourDiagnostics(uri),
    wished,
    () => `${uri.path} has ${JSON.stringify(ourDiagnostics(uri).map(diagnostic => [ruleOf(diagnostic), diagnostic.message]))}`,
  );
}

/** Asks until the answer is as wished. */
export async function waitFor<T>(ask: () => T | PromiseLike<T>, wished: (answer: T) => boolean, state: () => string): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (wished(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${String(patience / 1000)} s in vain: ${state()}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** All that is shown when the mouse rests on a place, as Markdown. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  // VS Code hands out nothing else, whatever a provider gave it.
  const contents = hovers.flatMap(hover => hover.contents) as vscode.MarkdownString[];
  return contents.map(({ value }) => value).join('\n\n');
}
