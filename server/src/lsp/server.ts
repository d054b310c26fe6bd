import { DidChangeConfigurationNotification, FileChangeType, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import type { CodeAction, CodeActionParams, Connection, InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ruleDocsUrl, rules } from '../engine/index.ts';
import { lintWorkspaceRequest, openRuleDocumentationCommand, ruleDocsRequest, schemasElsewhereNotification, settingsSection } from '../protocol/index.ts';
import type { RuleDocs, Status } from '../protocol/index.ts';
import { chainRefresh } from './chain-refresh.ts';
import type { ChainRefresh } from './chain-refresh.ts';
import { offerChains } from './chains.ts';
import { askSettings, readClient, watchFiles } from './client.ts';
import type { Client } from './client.ts';
import { codeActionKinds, codeActions, serverOpenCommand } from './code-actions.ts';
import { featureCapabilities, offerFeatures } from './features.ts';
import { clientFiles } from './files.ts';
import type { FileSource } from './files.ts';
import { guardEvents, guardRequests, reportOnce } from './guard.ts';
import { createPublisher } from './publish.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';
import { doubtsAbout, isRecord } from './settings.ts';
import { startProgress, statusReporter } from './reporting.ts';
import { canonicalUri } from './uris.ts';

/** Serves a client. `ownFiles` is where texts come from if the client does not give them. */
export function startServer(connection: Connection, ownFiles: FileSource): void {
  const documents = new TextDocuments(TextDocument);
  const report = reportOnce(connection);
  const request = guardRequests(report);
  const event = guardEvents(report);
  let session: Session | undefined;
  let snippets = false;
  let refresh: ChainRefresh | undefined;

  connection.onInitialize((params): InitializeResult => {
    const client = readClient(params);
    snippets = client.takesSnippets;
    const pages = client.options.chainCommand === true;
    refresh = chainRefresh(connection, { lenses: pages && client.refreshesLenses, pages });
    session = serve(client);
    return { capabilities: capabilitiesFor(client, params), serverInfo: { name: 'egress-manifests' } };
  });

  const serve = (client: Client): Session => {
    let told = client.section;
    let schemasElsewhere = client.options.schemasElsewhere ?? false;
    const openAs = (uri: string): string | undefined => documents.all().find((document) => canonicalUri(document.uri) === uri)?.uri;
    const current = createSession({
      files: client.options.clientFiles === true ? clientFiles(connection) : ownFiles,
      publisher: createPublisher(connection, openAs),
      report,
      schemasElsewhere: () => schemasElsewhere,
      async settings(folders) {
        const all = await askSettings(connection, client, told, folders, report);
        for (const doubt of new Set(all.flatMap(doubtsAbout))) report('settings', doubt);
        return all;
      },
      progress: () => startProgress(connection, client.showsProgress),
      status: statusReporter(connection, client.options.status ?? false),
      changed: (uris) => { refresh?.changed(uris); },
    });
    const reload = (folders = current.folders()): Promise<void> => current.load(folders);

    connection.onInitialized(event('initialized', async () => {
      // A client that refuses goes without: it has to be asked to read the workspace anew.
      const refused = (error: unknown): void => { report('registration', error); };
      if (client.registersConfiguration) connection.client.register(DidChangeConfigurationNotification.type, { section: settingsSection }).catch(refused);
      if (client.registersWatchers) watchFiles(connection).catch(refused);
      if (client.changesFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(event('workspace folders', ({ added, removed }) => {
          const gone = new Set(removed.map(({ uri }) => canonicalUri(uri).replace(/\/$/, '')));
          return reload([...current.folders().filter((folder) => !gone.has(folder)), ...added.map(({ uri }) => uri)]);
        }));
      }
      await reload(client.folders);
    }));
    connection.onDidChangeConfiguration(event('settings', ({ settings }) => {
      const values: unknown = settings;
      if (isRecord(values)) told = values[settingsSection] ?? told;
      return reload();
    }));
    connection.onNotification(schemasElsewhereNotification.method, event('schemas elsewhere', (params: unknown) => {
      const active = isRecord(params) && params['active'] === true;
      if (active === schemasElsewhere) return;
      schemasElsewhere = active;
      return reload();
    }));
    connection.onDidChangeWatchedFiles(event('watched files', async ({ changes }) => {
      const those = (wanted: FileChangeType): readonly string[] => changes.filter(({ type }) => type === wanted).map(({ uri }) => uri);
      current.deleted(those(FileChangeType.Deleted));
      await Promise.all([current.changedOnDisk(those(FileChangeType.Changed)), current.created(those(FileChangeType.Created))]);
    }));
    connection.onRequest(lintWorkspaceRequest.method, request('lint workspace', undefined, async (): Promise<Status | undefined> => {
      await reload();
      return current.status();
    }));
    const openCommand = openCommandOf(client);
    connection.onCodeAction(request('code actions', [], (params: CodeActionParams): CodeAction[] => {
      const snapshot = current.at(params.textDocument.uri, 'checked');
      return snapshot === undefined ? [] : codeActions(params, snapshot, { versionedEdits: client.versionedEdits, openCommand });
    }));
    return current;
  };

  documents.onDidOpen(event('open', ({ document }) => session?.opened(document)));
  documents.onDidChangeContent(event('change', ({ document }) => session?.changed(document)));
  documents.onDidClose(event('close', ({ document }) => session?.closed(document.uri)));
  connection.onRequest(ruleDocsRequest.method, request('rules', [], (): readonly RuleDocs[] => (
    rules.map(({ id, title, severity }) => ({ id, title, severity, href: ruleDocsUrl(id) }))
  )));
  connection.onExecuteCommand(request('command', null, async ({ command, arguments: values }) => {
    const uri: unknown = values?.[0];
    if (command === serverOpenCommand && typeof uri === 'string') await connection.window.showDocument({ uri, external: true });
    return null;
  }));
  offerFeatures(connection, (uri) => session?.at(uri), request, () => snippets);
  offerChains(connection, () => session, request, (uri) => { refresh?.asked(uri); });
  connection.onShutdown(() => {
    session?.dispose();
    refresh?.dispose();
  });

  documents.listen(connection);
  connection.listen();
}

function openCommandOf(client: Client): typeof openRuleDocumentationCommand | typeof serverOpenCommand | undefined {
  if (client.options.ruleDocumentationCommand === true) return openRuleDocumentationCommand;
  return client.showsDocuments ? serverOpenCommand : undefined;
}

function capabilitiesFor(client: Client, params: InitializeParams): ServerCapabilities {
  const literals = params.capabilities.textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    // Without literals a client wants commands, and an edit is none.
    ...(literals ? { codeActionProvider: { codeActionKinds } } : {}),
    ...(openCommandOf(client) === serverOpenCommand ? { executeCommandProvider: { commands: [serverOpenCommand] } } : {}),
    // A lens is a command, and this one is the client's own.
    ...(client.options.chainCommand === true ? { codeLensProvider: { resolveProvider: true } } : {}),
    ...featureCapabilities,
  };
}
