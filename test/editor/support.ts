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

/** Opens a file as a click on it does. (A document that the API opens stays open for minutes when its editor is gone.) */
export async function openDocument(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const editor = await waitFor(
    () => vscode.window.activeTextEditor,
    active => active?.document.uri.toString() === uri.toString(),
    () => `${uri.path} is not shown`,
  );
  assert(editor, 'no editor');
  return editor;
}

/** Replaces the whole text of an open document, as one edit. */
export async function setText(editor: vscode.TextEditor, text: string): Promise<void> {
  const all = new vscode.Range(new vscode.Position(0, 0), editor.document.positionAt(editor.document.getText().length));
  assert(await editor.edit(edit => { edit.replace(all, text); }), 'the editor refused the edit');
}

/** Sets a setting for the workspace; undefined takes it back. */
export async function setSetting(section: string, name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** Throws away the changes of all editors and closes them. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

export async function removeFile(path: string): Promise<void> {
  await vscode.workspace.fs.delete(fileUri(path));
}

/** The place of the first occurrence of a text, or of its last occurrence within the first one of `around`. */
export function placeOf(document: vscode.TextDocument, text: string, around = text): vscode.Range {
  const whole = document.getText().indexOf(around);
  const at = whole + around.lastIndexOf(text);
  assert(whole >= 0 && at >= whole, `${document.uri.path} does not hold ${JSON.stringify(text)} in ${JSON.stringify(around)}`);
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

/** Waits until the errors and warnings of a file are of exactly these rules, and returns them. */
export async function waitForRules(uri: vscode.Uri, rules: readonly string[]): Promise<Diagnostics> {
  const wished = [...rules].sort().join(' ');
  const grave = (all: Diagnostics): Diagnostics => all.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
  return grave(await waitForDiagnostics(uri, diagnostics => grave(diagnostics).map(ruleOf).sort().join(' ') === wished));
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
