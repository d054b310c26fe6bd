// The server as a web worker. Files come from the client.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { noFiles } from './files.ts';
import { startServer } from './server.ts';

startServer(createConnection(new BrowserMessageReader(self as DedicatedWorkerGlobalScope), new BrowserMessageWriter(self as DedicatedWorkerGlobalScope)), noFiles);
