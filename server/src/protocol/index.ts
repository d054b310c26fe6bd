/** What client and server say to each other beyond the Language Server Protocol: names and types, no code. */
export { serverEnvironment } from './environment.ts';
export { ruleLevels, settings, settingsSection } from './settings.ts';
export type { SettingDeclaration, SettingKey, Settings } from './settings.ts';

/** The name of a request or notification with the types of what it carries. The types exist for the compiler alone. */
export interface RequestName<Params, Result> {
  readonly method: string;
  readonly types?: (params: Params) => Result;
}
export interface NotificationName<Params> {
  readonly method: string;
  readonly types?: (params: Params) => void;
}

/** What a client says of itself in `initializationOptions.egress`. All of it may be absent: any LSP client will do. */
export interface InitializationOptions {
  /** It answers `egress/findFiles` and `egress/readFile`; otherwise the server reads the disk itself, where it can. */
  readonly clientFiles?: boolean;
  /** It has the command `egress.openRuleDocumentation`, with a rule id as argument. */
  readonly ruleDocumentationCommand?: boolean;
  /** It has the command `egress.showChain`, with a `ChainTarget` as argument, and shows the pages of `egress/chainPage`. */
  readonly chainCommand?: boolean;
  /** It shows what `egress/status` says. */
  readonly status?: boolean;
  /** Another extension validates the same files against schemas of Kubernetes. */
  readonly schemasElsewhere?: boolean;
  /** Settings, for clients that answer no `workspace/configuration`: the content of the section `egress`. */
  readonly settings?: unknown;
}

export interface FindFilesParams {
  /** The URI of a workspace folder. */
  readonly folder: string;
  /** A glob pattern relative to the folder. */
  readonly include: string;
  /** Glob patterns relative to the folder of what is left out. */
  readonly exclude: readonly string[];
  readonly limit: number;
}

export interface FindFilesResult {
  readonly uris: readonly string[];
  /** Whether there are more than the limit. */
  readonly more: boolean;
}

/** A file's text, without a byte order mark, or why there is none. */
export type ReadFileResult = { readonly text: string } | { readonly problem: FileProblem };
export type FileProblem = 'missing' | 'unreadable' | 'binary' | 'too large';

/** Files larger than this are not read: no manifest is, and reading one would stop everything else for seconds. */
export const largestFile = 10_000_000;

/** Folders that hold no manifests of one's own, whatever is set. */
export const alwaysExcluded: readonly string[] = ['**/node_modules/**', '**/.git/**'];

/** The files that may hold manifests. */
export const manifestFiles = '**/{*.yaml,*.yml,*.json,Kustomization}';

export const findFilesRequest: RequestName<FindFilesParams, FindFilesResult> = { method: 'egress/findFiles' };
export const readFileRequest: RequestName<{ readonly uri: string }, ReadFileResult> = { method: 'egress/readFile' };

/** What the server knows of the workspace. */
export interface Status {
  readonly indexing: boolean;
  /** Files that hold manifests of ours. */
  readonly files: number;
  readonly documents: number;
  readonly resources: number;
  readonly findings: Readonly<Record<'error' | 'warning' | 'information' | 'hint', number>>;
  /** What is not checked, or not in full, in words. */
  readonly skipped: readonly SkippedFiles[];
}

export interface SkippedFiles {
  /** "larger than 10 MB" */
  readonly reason: string;
  readonly count: number;
  /** Some of them. */
  readonly examples: readonly string[];
}

export const statusNotification: NotificationName<Status> = { method: 'egress/status' };

/** Another extension has begun or ceased to validate the same files against schemas of Kubernetes. */
export const schemasElsewhereNotification: NotificationName<{ readonly active: boolean }> = { method: 'egress/schemasElsewhere' };

export interface RuleDocs {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly href: string;
}

/** All rules, for a client to choose from. */
export const ruleDocsRequest: RequestName<null, readonly RuleDocs[]> = { method: 'egress/ruleDocs' };

/** Reads all files of the workspace anew; answered when they are checked. */
export const lintWorkspaceRequest: RequestName<null, Status> = { method: 'egress/lintWorkspace' };

/** A command of the client, with a rule id as argument; without one it asks for a rule. */
export const openRuleDocumentationCommand = 'egress.openRuleDocumentation';

/** A command of the client that shows the ways out to a host; without an argument to the host at the cursor, or one to choose. */
export const showChainCommand = 'egress.showChain';

/** A host, and a file that names it. */
export interface ChainTarget {
  readonly uri: string;
  readonly host: string;
}

/** The host that a place in a file means: the one it is on, or the only one of the resource around it. */
export const chainTargetRequest: RequestName<{ readonly uri: string; readonly line: number; readonly character: number }, ChainTarget | null> = { method: 'egress/chainTarget' };

export interface ChainChoice extends ChainTarget {
  readonly ports: readonly number[];
}

/** Every host outside the mesh that the workspace knows. */
export const chainHostsRequest: RequestName<null, readonly ChainChoice[]> = { method: 'egress/chainHosts' };

/** `root`: links to files lead there from this folder, as `/folder/file.yaml#L12`; without it they are whole URIs. */
export interface ChainPageParams extends ChainTarget {
  readonly root?: string;
}

/** The ways out to a host as a page in Markdown, with Mermaid diagrams. */
export const chainPageRequest: RequestName<ChainPageParams, { readonly markdown: string }> = { method: 'egress/chainPage' };

/** Manifests have changed, and pages may have with them. */
export const chainsChangedNotification: NotificationName<null> = { method: 'egress/chainsChanged' };
