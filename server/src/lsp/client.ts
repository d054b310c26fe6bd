import type { ClientCapabilities, Connection, InitializeParams } from 'vscode-languageserver';
import { DidChangeWatchedFilesNotification, WatchKind } from 'vscode-languageserver';
import { manifestFiles, settingsSection } from '../protocol/index.ts';
import type { InitializationOptions, Settings } from '../protocol/index.ts';
import type { Report } from './guard.ts';
import { isRecord, readSettings } from './settings.ts';

/** What the client can do and has said of itself. */
export interface Client {
  readonly options: InitializationOptions;
  /** Settings that came with `initialize`, the section `egress` or what holds it. */
  readonly section: unknown;
  readonly folders: readonly string[];
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly changesFolders: boolean;
  readonly versionedEdits: boolean;
  readonly showsDocuments: boolean;
  readonly showsProgress: boolean;
  /** Completions may hold tab stops. */
  readonly takesSnippets: boolean;
  /** It asks for code lenses anew when it is told to. */
  readonly refreshesLenses: boolean;
}

export function readClient(params: InitializeParams): Client {
  const given: unknown = params.initializationOptions;
  const own = isRecord(given) ? given[settingsSection] : undefined;
  const options: InitializationOptions = isRecord(own) ? own : {};
  const experimental: unknown = params.capabilities.experimental;
  const clientFiles = options.clientFiles ?? (isRecord(experimental) && experimental['egressFiles'] === true);
  return {
    options: { ...options, clientFiles },
    section: options.settings ?? own,
    folders: foldersOf(params),
    ...abilities(params.capabilities),
  };
}

type Ability = 'answersConfiguration' | 'registersConfiguration' | 'registersWatchers' | 'changesFolders' | 'versionedEdits' | 'showsDocuments' | 'showsProgress' | 'takesSnippets' | 'refreshesLenses';

function abilities({ workspace = {}, window, textDocument }: ClientCapabilities): Pick<Client, Ability> {
  return {
    answersConfiguration: workspace.configuration === true,
    registersConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    changesFolders: workspace.workspaceFolders === true,
    versionedEdits: workspace.workspaceEdit?.documentChanges === true,
    showsDocuments: window?.showDocument?.support === true,
    showsProgress: window?.workDoneProgress === true,
    refreshesLenses: workspace.codeLens?.refreshSupport === true,
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
  };
}

/** The folders; a client without workspace folders has a root. */
function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders !== undefined && params.workspaceFolders !== null) return params.workspaceFolders.map(({ uri }) => uri);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- older clients have nothing else
  const { rootUri } = params;
  return rootUri === null ? [] : [rootUri];
}

/** The settings of each folder, as the client tells them, or else as it has told them: a client that fails to answer is no reason to check nothing. */
export async function askSettings(connection: Connection, client: Client, told: unknown, folders: readonly (string | undefined)[], report: Report): Promise<readonly Settings[]> {
  if (!client.answersConfiguration) return folders.map(() => readSettings(told));
  const items = folders.map((folder) => ({ section: settingsSection, ...(folder === undefined ? {} : { scopeUri: folder }) }));
  const answers: unknown = await connection.workspace.getConfiguration(items).catch((error: unknown) => { report('settings', error); });
  return folders.map((_, place) => {
    const answer: unknown = Array.isArray(answers) ? answers[place] : undefined;
    return readSettings(isRecord(answer) ? answer : told);
  });
}

/** Asks to be told of changes on disk. Where a folder comes or goes, editors tell of the folder and not of what is in it. */
export async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [{ globPattern: manifestFiles }, { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete }],
  });
}
