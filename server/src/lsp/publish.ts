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
  /** The file as the client knows it. */
  readonly as: string;
  readonly version: number | undefined;
  readonly text: string;
  readonly counts: readonly number[];
}

const none = '[]';

/** `openAs`: how the client spells the URI of a file that it has open. What it was told under one spelling it is told under the same to forget. */
export function createPublisher(connection: Connection, openAs: (uri: string) => string | undefined): Publisher {
  const sent = new Map<string, Sent>();
  return {
    publish(uri, version, diagnostics) {
      const text = JSON.stringify(diagnostics);
      const before = sent.get(uri);
      if (!isNews(before, version, text)) return;
      const as = openAs(uri) ?? before?.as ?? uri;
      if (before !== undefined && before.as !== as) void connection.sendDiagnostics({ uri: before.as, diagnostics: [] });
      if (version === undefined && text === none) sent.delete(uri);
      else sent.set(uri, { as, version, text, counts: count(diagnostics) });
      void connection.sendDiagnostics({ uri: as, diagnostics: [...diagnostics], ...(version === undefined ? {} : { version }) });
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

/** An open buffer gets an answer for every version: a client may wait for it, or drop what is older. */
function isNews(before: Sent | undefined, version: number | undefined, text: string): boolean {
  if (before === undefined) return version !== undefined || text !== none;
  return before.text !== text || (version !== undefined && before.version !== version);
}

/** How many diagnostics there are of each severity, by the protocol's numbers. */
function count(diagnostics: readonly Diagnostic[]): readonly number[] {
  const counts = [0, 0, 0, 0, 0];
  for (const { severity = DiagnosticSeverity.Error } of diagnostics) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}
