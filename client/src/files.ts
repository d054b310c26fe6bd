// The server asks for files, so that it works wherever the editor does: on disk, remotely, in a browser.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { decodeText } from '../../server/src/files/decode.ts';
import { findFilesRequest, largestFile, readFileRequest } from '../../server/src/protocol/index.ts';
import type { FindFilesParams, FindFilesResult, ReadFileResult } from '../../server/src/protocol/index.ts';

export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(findFilesRequest.method, findFiles);
  client.onRequest(readFileRequest.method, ({ uri }: { readonly uri: string }) => readFile(vscode.Uri.parse(uri)));
}

/** What the setting `files.exclude` names is left out as well. */
async function findFiles({ folder, include, exclude, limit }: FindFilesParams): Promise<FindFilesResult> {
  const home = vscode.Uri.parse(folder);
  // One more than is wanted tells whether there are more.
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(home, include), new vscode.RelativePattern(home, `{${exclude.join(',')}}`), limit + 1);
  return { uris: found.slice(0, limit).map((uri) => uri.toString()), more: found.length > limit };
}

async function readFile(uri: vscode.Uri): Promise<ReadFileResult> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return { problem: 'unreadable' };
    if (size > largestFile) return { problem: 'too large' };
    const text = decodeText(await vscode.workspace.fs.readFile(uri), true);
    return text === undefined ? { problem: 'binary' } : { text };
  } catch (error) {
    return { problem: error instanceof vscode.FileSystemError && error.code === 'FileNotFound' ? 'missing' : 'unreadable' };
  }
}
