import { CodeLensRefreshRequest } from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import { chainsChangedNotification } from '../protocol/index.ts';
import { canonicalUri } from './uris.ts';

/** After the last key of a burst; a lens that lags behind is better than one that flickers. */
const pause = 300;

export interface ChainRefresh {
  /** The client has asked for the lenses of a file. */
  asked(uri: string): void;
  changed(uris: Iterable<string> | 'all'): void;
  dispose(): void;
}

/** Tells the client that lenses and pages may be out of date, because another file than theirs has changed. */
export function chainRefresh(connection: Connection, { lenses, pages }: { readonly lenses: boolean; readonly pages: boolean }): ChainRefresh {
  const shown = new Set<string>();
  const touched = new Set<string>();
  let everything = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    timer = undefined;
    // For the lenses of the file that is edited a client asks by itself.
    const stale = [...shown].some((uri) => everything || touched.size > 1 || !touched.has(uri));
    touched.clear();
    everything = false;
    if (pages) void connection.sendNotification(chainsChangedNotification.method, null);
    if (!lenses || !stale) return;
    shown.clear();
    void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  };
  return {
    asked: (uri) => { shown.add(canonicalUri(uri)); },
    changed(uris) {
      if (uris === 'all') everything = true;
      else for (const uri of uris) touched.add(uri);
      if ((!everything && touched.size === 0) || (!lenses && !pages)) return;
      clearTimeout(timer);
      timer = setTimeout(tell, pause);
    },
    dispose: () => { clearTimeout(timer); },
  };
}
