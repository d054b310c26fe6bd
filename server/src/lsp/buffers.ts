import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Manifest } from '../engine/index.ts';
import { schemeOf } from './uris.ts';

/** Templates and compose files have languages of their own; whoever edits them does not want to hear of Kubernetes' YAML. */
const language = /^(?:ya?ml|jsonc?)(?:$|\.(?!.*(?:helm|compose)))/;
/** Not the old sides of comparisons, output panes and the like. */
const schemes = new Set(['file', 'untitled', 'vscode-vfs', 'vscode-remote']);

/** Whether an open buffer is one that is checked. */
export function isChecked(document: TextDocument, folders: readonly string[]): boolean {
  const scheme = schemeOf(document.uri);
  return language.test(document.languageId) && (schemes.has(scheme) || folders.some((folder) => schemeOf(folder) === scheme));
}

const ofManifest = new WeakMap<Manifest, TextDocument>();

/** A closed file as a document, for its lines. */
export function documentOfManifest(manifest: Manifest): TextDocument {
  let document = ofManifest.get(manifest);
  if (document === undefined) ofManifest.set(manifest, (document = TextDocument.create(manifest.uri, 'yaml', 0, manifest.text)));
  return document;
}
