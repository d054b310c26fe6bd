// The extension on the desktop and in remote hosts: the server is a process of its own.
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, startClient } from './client.ts';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'out', 'server.js').fsPath;
  const run = { module, transport: TransportKind.ipc };
  return startClient(context, (options) => new LanguageClient(clientId, clientName, { run, debug: run }, options));
}
