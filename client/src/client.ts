// What the extension is in any host. It is thin: whatever can be known of manifests, the server knows.
//
// It is activated where YAML is opened and where a workspace holds YAML files. Which of those hold manifests nobody can tell
// by their names, and findings in closed files are to be there before the first of them is opened.
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol/index.ts';
import { showChains } from './chains.ts';
import { registerCommands } from './commands.ts';
import { answerFileRequests } from './files.ts';
import { schemasElsewhere, watchSchemas } from './schemas.ts';
import { showStatus } from './status.ts';

/** Settings are under this name, `egress.trace.server` too, which the client library reads by itself. */
export const clientId = 'egress';
export const clientName = 'Egress Manifests';

/** The server leaves out what it does not check, such as the old side of a comparison. */
const languages: readonly string[] = ['yaml', 'json', 'jsonc'];

export async function startClient(context: vscode.ExtensionContext, create: (options: LanguageClientOptions) => BaseLanguageClient): Promise<void> {
  const output = vscode.window.createOutputChannel(clientName, { log: true });
  const documentSelector = languages.map((language) => ({ language }));
  // Asked at each start: a server that is started again hears what is so then.
  const initializationOptions = (): { readonly egress: InitializationOptions } => ({
    egress: { clientFiles: true, status: true, ruleDocumentationCommand: true, chainCommand: true, schemasElsewhere: schemasElsewhere() },
  });
  const client = create({ documentSelector, outputChannel: output, initializationOptions });
  answerFileRequests(client);
  context.subscriptions.push(output, showStatus(client, documentSelector), watchSchemas(client), showChains(client), ...registerCommands(client, output));
  // Stopping gives the server the time to end by itself.
  context.subscriptions.push({ dispose: () => void client.dispose() });
  await client.start();
}
