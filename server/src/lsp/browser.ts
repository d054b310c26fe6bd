// The server as a web worker. Files come from the client. Outside a worker this is the engine alone: that of the server for Node.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { noFiles } from './files.ts';
import { startServer } from './server.ts';

export * from '../engine/index.ts';

if (typeof DedicatedWorkerGlobalScope === 'function' && self instanceof DedicatedWorkerGlobalScope) {
  startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), noFiles);
}
