// The extension in the browser: the server is a web worker.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientId, clientName, startClient } from './client.ts';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'out', 'server.browser.js').toString(true);
  let worker: Worker | undefined;
  // A restart needs a new worker; the old one does not end by itself.
  const startWorker = (): Promise<Worker> => {
    worker?.terminate();
    worker = new Worker(script);
    return Promise.resolve(worker);
  };
  context.subscriptions.push({ dispose: () => { worker?.terminate(); } });
  return startClient(context, (options) => new LanguageClient(clientId, clientName, startWorker, options));
}
