// The extension on the desktop and in remote hosts: the server is a process of its own.
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { serverEnvironment } from '../../server/src/protocol/index.ts';
import { clientId, clientName, startClient } from './client.ts';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'out', 'server.js').fsPath;
  // Node keeps here what it has compiled of the server, for the next start.
  const compiled = vscode.Uri.joinPath(context.globalStorageUri, 'compiled').fsPath;
  const run = { module, transport: TransportKind.ipc, options: { env: { ...serverEnvironment, NODE_COMPILE_CACHE: compiled } } };
  return startClient(context, (options) => new LanguageClient(clientId, clientName, { run, debug: run }, options));
}
