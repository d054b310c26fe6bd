import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { CancellationToken, Connection } from 'vscode-languageserver';

/** Writes each different failure to the output channel, once. */
export type Report = (what: string, error: unknown) => void;

export function reportOnce(connection: Connection): Report {
  const said = new Set<string>();
  return (what, error) => {
    const text = `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    const cause = text.split('\n', 2).join('\n');
    if (said.has(cause)) return;
    said.add(cause);
    connection.console.error(text);
  };
}

/** Answers requests so that one that fails costs its own answer, and nothing else. */
export function guardRequests(report: Report) {
  return <P, R>(name: string, neutral: R, answer: (params: P, token: CancellationToken) => R | Promise<R>) =>
    async (params: P, token: CancellationToken): Promise<R | ResponseError> => {
      try {
        if (token.isCancellationRequested) return cancelled();
        return await answer(params, token);
      } catch (error) {
        report(name, error);
        return neutral;
      }
    };
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
}

/** The same for notifications, and for what is started and not waited for. */
export function guardEvents(report: Report) {
  return <P>(name: string, handle: (params: P) => void | Promise<void>) =>
    (params: P): void => {
      try {
        handle(params)?.catch((error: unknown) => { report(name, error); });
      } catch (error) {
        report(name, error);
      }
    };
}
