import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import type { guardRequests } from './guard.ts';
import type { Snapshot } from './session.ts';

/** What the engine answers about a place in a file, in the protocol's terms. */
export const featureCapabilities: ServerCapabilities = {};

export function offerFeatures(_connection: Connection, _at: (uri: string) => Snapshot | undefined, _request: ReturnType<typeof guardRequests>): void {
  // Nothing yet.
}
