// The ways out of the mesh: lenses above hosts, and pages for clients that show them.
import type { CodeLens, Connection } from 'vscode-languageserver';
import { chainHostNear, chainLenses, chainLensTitle, chainPage, externalHosts } from '../engine/index.ts';
import { chainHostsRequest, chainPageRequest, chainTargetRequest, showChainCommand } from '../protocol/index.ts';
import type { ChainChoice, ChainPageParams, ChainTarget } from '../protocol/index.ts';
import { lineRange } from './convert.ts';
import type { guardRequests } from './guard.ts';
import { linksFrom } from './links.ts';
import type { Session } from './session.ts';
import { isRecord } from './settings.ts';

/** Answers the requests about chains. `asked` is told of every file that lenses are asked for. */
export function offerChains(connection: Connection, session: () => Session | undefined, request: ReturnType<typeof guardRequests>, asked: (uri: string) => void): void {
  connection.onCodeLens(request('code lenses', [], ({ textDocument }: { readonly textDocument: { readonly uri: string } }): CodeLens[] => {
    asked(textDocument.uri);
    const file = session()?.at(textDocument.uri);
    if (file === undefined || file.isPartial || !file.settings['codeLens.enabled']) return [];
    return chainLenses(file.linter, file.uri).map(({ span }) => ({ range: lineRange(file.document, span), data: { uri: textDocument.uri } }));
  }));
  connection.onCodeLensResolve(request('code lens', { range: nowhere }, (lens: CodeLens): CodeLens => {
    const uri: unknown = isRecord(lens.data) ? lens.data['uri'] : undefined;
    const file = typeof uri === 'string' ? session()?.at(uri) : undefined;
    if (file === undefined) return lens;
    const found = chainLensTitle(file.linter, file.uri, file.document.offsetAt(lens.range.start));
    // The text has changed since: the client is about to ask anew.
    if (found === undefined) return lens;
    const target: ChainTarget = { uri: file.uri, host: found.host };
    return { ...lens, command: { title: found.title, command: showChainCommand, arguments: [target] } };
  }));
  connection.onRequest(chainTargetRequest.method, request('chain at', null, ({ uri, ...position }: { readonly uri: string; readonly line: number; readonly character: number }): ChainTarget | null => {
    const file = session()?.at(uri);
    const host = file === undefined ? undefined : chainHostNear(file.linter, file.uri, file.document.offsetAt(position));
    return host === undefined ? null : { uri, host };
  }));
  connection.onRequest(chainHostsRequest.method, request('chain hosts', [], (): readonly ChainChoice[] => (session()?.linters() ?? []).flatMap((linter) => externalHosts(linter))));
  connection.onRequest(chainPageRequest.method, request('chain page', { markdown: 'This page could not be made.' }, ({ uri, host, root }: ChainPageParams) => {
    const file = session()?.at(uri);
    if (file === undefined) return { markdown: 'The manifest that this page is about is gone.' };
    if (file.isPartial) return { markdown: 'The manifests of the workspace are being read …' };
    return { markdown: chainPage(file.linter, file.uri, host, linksFrom(file, root)) };
  }));
}

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
