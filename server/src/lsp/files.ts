import type { Connection } from 'vscode-languageserver';
import { findFilesRequest, readFileRequest } from '../protocol/index.ts';
import type { FindFilesParams, FindFilesResult, ReadFileResult } from '../protocol/index.ts';

/** Where the texts of closed files come from: the client, or the disk. */
export interface FileSource {
  find(params: FindFilesParams): Promise<FindFilesResult>;
  /** Never rejects for a file that is missing or cannot be read: that is an answer. */
  read(uri: string): Promise<ReadFileResult>;
  /** Whether a file that has just come into being is one that `find` would leave out. */
  ignores(folder: string, uri: string): Promise<boolean>;
}

/** Files by way of the client, which knows remote, virtual and browser file systems. */
export function clientFiles(connection: Connection): FileSource {
  return {
    find: (params) => connection.sendRequest<FindFilesResult>(findFilesRequest.method, params),
    read: (uri) => connection.sendRequest<ReadFileResult>(readFileRequest.method, { uri }),
    ignores: () => Promise.resolve(false),
  };
}

/** For a host without a disk whose client gives no files: what is open is all there is. */
export const noFiles: FileSource = {
  find: () => Promise.resolve({ uris: [], more: false }),
  read: () => Promise.resolve({ problem: 'missing' }),
  ignores: () => Promise.resolve(true),
};
