import type { Connection, Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Status } from '../protocol/index.ts';

/** Sends diagnostics where they differ from what the client has. */
export interface Publisher {
  /** `version` is that of the open buffer; undefined for a closed file. */
  publish(uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]): void;
  /** The files that the client shows something for. */
  shown(): readonly string[];
  totals(): Status['findings'];
}

interface Sent {
  readonly version: number | undefined;
  readonly text: string;
  readonly counts: readonly number[];
}

const none = '[]';

export function createPublisher(connection: Connection, clientUri: (uri: string) => string): Publisher {
  const sent = new Map<string, Sent>();
  return {
    publish(uri, version, diagnostics) {
      const text = JSON.stringify(diagnostics);
      const before = sent.get(uri);
      // An open buffer gets an answer for every version: a client may wait for it, or drop what is older.
      if (before === undefined ? version === undefined && text === none : before.text === text && (before.version === version || version === undefined)) return;
      if (version === undefined && text === none) sent.delete(uri);
      else sent.set(uri, { version, text, counts: count(diagnostics) });
      const params = { uri: clientUri(uri), diagnostics: [...diagnostics], ...(version === undefined ? {} : { version }) };
      void connection.sendDiagnostics(params);
    },
    shown: () => [...sent.keys()],
    totals() {
      const totals = [0, 0, 0, 0, 0];
      for (const { counts } of sent.values()) counts.forEach((number, severity) => { totals[severity] = (totals[severity] ?? 0) + number; });
      return {
        error: totals[DiagnosticSeverity.Error] ?? 0,
        warning: totals[DiagnosticSeverity.Warning] ?? 0,
        information: totals[DiagnosticSeverity.Information] ?? 0,
        hint: totals[DiagnosticSeverity.Hint] ?? 0,
      };
    },
  };
}

/** How many diagnostics there are of each severity, by the protocol's numbers. */
function count(diagnostics: readonly Diagnostic[]): readonly number[] {
  const counts = [0, 0, 0, 0, 0];
  for (const { severity = DiagnosticSeverity.Error } of diagnostics) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}
