/**
 * How a test inside the editor asks for what only a person can do: press, type, point, look.
 *
 * The test writes `<folder>/<name>.request` (a `UiRequest`); the launcher carries it out on the page and writes
 * `<folder>/<name>.reply` (a `UiReply`). The folder lies beside the workspace; `ready` in it says that someone listens.
 */
export const uiFolderName = 'ui';
export const readyFile = 'ready';

export type UiAction =
  /** A key or a chord, as Playwright names them: `Escape`, `Control+Space`. */
  | { readonly press: string }
  /** Text, key by key. */
  | { readonly type: string }
  /** Moves the mouse over the first place where the editor shows this text, in a line that holds `inLine`. */
  | { readonly hover: string; readonly inLine?: string }
  /** Clicks on the first place where the editor shows this text, in a line that holds `inLine`. */
  | { readonly click: string; readonly inLine?: string }
  /** Clicks on an element of the page. */
  | { readonly clickOn: string }
  /** Waits until an element is to be seen. */
  | { readonly waitFor: string }
  /** Waits until no such element is to be seen. */
  | { readonly waitGone: string }
  /** Gives the page another size. */
  | { readonly resize: { readonly width: number; readonly height: number } }
  /** Waits, where nothing else tells that something is done. */
  | { readonly pause: number }
  /** The text of each element that is to be seen, into the reply. */
  | { readonly read: string }
  /** A picture of the page, or of one element, named `<name>.png`. */
  | { readonly screenshot: string; readonly of?: string };

export interface UiRequest {
  readonly actions: readonly UiAction[];
}

export interface UiReply {
  readonly error?: string;
  /** What `read` saw, in order. */
  readonly texts: readonly string[];
}
