import { CompletionItemKind, CompletionItemTag, InsertTextFormat, InsertTextMode, MarkupKind, SymbolKind } from 'vscode-languageserver';
import type { CompletionItem, Connection, DocumentSymbol, Hover, Location, ServerCapabilities, TextDocumentPositionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { complete, definition, hover, symbols } from '../engine/index.ts';
import type { Completion, DocumentSymbol as EngineSymbol } from '../engine/index.ts';
import { lineRange, toRange } from './convert.ts';
import type { guardRequests } from './guard.ts';
import { linksFrom } from './links.ts';
import type { Snapshot } from './session.ts';

/** What the engine answers about a place in a file, in the protocol's terms. */
export const featureCapabilities: ServerCapabilities = {
  hoverProvider: true,
  // No dash: it stands in the prefixes of snippets, and what a character triggers is asked of this server alone.
  completionProvider: { triggerCharacters: [' ', ':', '/', '.'] },
  definitionProvider: true,
  documentSymbolProvider: true,
};

const completionKinds = { field: CompletionItemKind.Field, value: CompletionItemKind.Value, reference: CompletionItemKind.Reference } as const;
const symbolKinds = { resource: SymbolKind.Module, list: SymbolKind.Array, object: SymbolKind.Object, item: SymbolKind.Object } as const;

/** `at` finds a file as it is now; `snippets` tells whether the client's completions may hold tab stops. */
export function offerFeatures(connection: Connection, at: (uri: string) => Snapshot | undefined, request: ReturnType<typeof guardRequests>, snippets: () => boolean): void {
  const place = ({ textDocument, position }: TextDocumentPositionParams): { readonly file: Snapshot; readonly offset: number } | undefined => {
    const file = at(textDocument.uri);
    return file === undefined ? undefined : { file, offset: file.document.offsetAt(position) };
  };

  connection.onHover(request('hover', null, (params): Hover | null => {
    const asked = place(params);
    const found = asked === undefined ? undefined : hover(asked.file.linter, asked.file.uri, asked.offset, { placeOf: linksFrom(asked.file), isPartial: asked.file.isPartial });
    if (asked === undefined || found === undefined) return null;
    return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: toRange(asked.file.document, found.span) };
  }));
  connection.onCompletion(request('completion', [], (params): CompletionItem[] => {
    const asked = place(params);
    if (asked === undefined) return [];
    return complete(asked.file.linter, asked.file.uri, asked.offset).map((one) => completionItem(one, asked.file.document, snippets()));
  }));
  connection.onDefinition(request('definition', [], (params): Location[] => {
    const asked = place(params);
    if (asked === undefined) return [];
    return definition(asked.file.linter, asked.file.uri, asked.offset).flatMap(({ uri, span }) => {
      const document = asked.file.documentOf(uri);
      return document === undefined ? [] : [{ uri: document.uri, range: lineRange(document, span) }];
    });
  }));
  connection.onDocumentSymbol(request('symbols', [], ({ textDocument }: { readonly textDocument: { readonly uri: string } }): DocumentSymbol[] => {
    const file = at(textDocument.uri);
    return file === undefined ? [] : symbols(file.linter, file.uri).map((symbol) => documentSymbol(symbol, file.document));
  }));
}

function completionItem(one: Completion, document: TextDocument, snippets: boolean): CompletionItem {
  const newText = one.isSnippet && !snippets ? withoutTabStops(one.insertText) : one.insertText;
  return {
    label: one.label,
    kind: completionKinds[one.kind],
    sortText: one.sortText,
    textEdit: { range: toRange(document, one.span), newText },
    insertTextFormat: one.isSnippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    ...(one.detail === undefined ? {} : { detail: one.detail }),
    ...(one.documentation === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: one.documentation } }),
    ...(one.deprecated === true ? { tags: [CompletionItemTag.Deprecated] } : {}),
  };
}

/** `${1:text}` and `${1|first,second|}` become their first text, `$0` nothing. */
function withoutTabStops(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replaceAll(/\$\{\d+(?::([^}]*))?\}/g, '$1')
    .replaceAll(/\$\d+/g, '')
    .replaceAll(/\\([$}\\])/g, '$1');
}

function documentSymbol(symbol: EngineSymbol, document: TextDocument): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: symbolKinds[symbol.kind],
    range: toRange(document, symbol.span),
    selectionRange: toRange(document, symbol.selectionSpan),
    children: symbol.children.map((child) => documentSymbol(child, document)),
  };
}
