// The server as a process: `server.js --stdio`, `--node-ipc` or `--socket=<port>`.
import './memory.ts';
import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import { startServer } from '../server.ts';
import { diskFiles } from './files.ts';

const transport = /^--(?:stdio|node-ipc|socket(?:=\d+)?|pipe(?:=.+)?)$/;
if (process.argv.slice(2).some((argument) => transport.test(argument))) {
  startServer(createConnection(ProposedFeatures.all), diskFiles);
} else {
  console.error('This is a language server. Start it with --stdio, --node-ipc or --socket=<port>.');
  process.exitCode = 2;
}
