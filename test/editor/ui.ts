/** The hands and eyes of a test: keys, mouse and pictures, where the editor runs in a page that can be driven. */
import * as vscode from 'vscode';
import { readyFile, uiFolderName, type UiAction, type UiReply, type UiRequest } from '../../scripts/editor/ui-protocol.ts';
import { waitFor, workspaceFolder } from './support.ts';

/**
 * Carries out actions as a person would and returns what the page showed; pictures are named by the actions themselves.
 * Undefined, with a line that says so, where the editor has no page (VS Code desktop): a test then goes without.
 */
export async function runUiActions(name: string, actions: readonly UiAction[]): Promise<UiReply | undefined> {
  const folder = vscode.Uri.joinPath(workspaceFolder(), '..', uiFolderName);
  if (await read(vscode.Uri.joinPath(folder, readyFile)) === undefined) {
    console.log(`# skipped "${name}": keys, mouse and pictures need the local editor host`);
    return undefined;
  }
  const request: UiRequest = { actions };
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, `${name}.request`), new TextEncoder().encode(JSON.stringify(request)));
  const replyFile = vscode.Uri.joinPath(folder, `${name}.reply`);
  const answer = await waitFor(() => read(replyFile), text => text !== undefined, () => `no answer to "${name}"`);
  await vscode.workspace.fs.delete(replyFile);
  const reply = JSON.parse(answer ?? '') as UiReply;
  if (reply.error !== undefined) throw new Error(`${name}: ${reply.error}`);
  return reply;
}

async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/**
 * The suggestion that Enter takes, by how it is announced. A list is shown from its first letter on and filtered while
 * more are typed: until this one has the focus, what stands on top is the answer to half a word.
 */
export function focusedSuggestion(name: string): string {
  return `.suggest-widget.visible .monaco-list-row.focused[aria-label^="${name}"]`;
}
