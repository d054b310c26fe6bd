// Every fix of every fixture, in a file with CRLF: it gives the text that the same fix gives with LF, but for the line breaks.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LocatedFix } from '../../server/src/engine/index.ts';
import { optionsOf } from '../support/fixture.ts';
import { linterOf, readFolder } from '../support/workspace.ts';

const home = join(import.meta.dirname, '..', 'rules');
const folders = readdirSync(home).filter((name) => statSync(join(home, name)).isDirectory());

test.each(folders)('fixes of %s keep the line breaks', (folder) => {
  for (const name of readdirSync(join(home, folder))) {
    const path = join(home, folder, name);
    const files = Object.fromEntries(Object.entries(readFolder(path)).filter(([uri, text]) => !uri.includes('.fixed.') && !text.includes('\r')));
    const crlf = Object.fromEntries(Object.entries(files).map(([uri, text]) => [uri, withCrlf(text)]));
    expect(fixedTexts(crlf, path)).toEqual(fixedTexts(files, path).map(([title, text]) => [title, withCrlf(text)]));
  }
});

function fixedTexts(files: Readonly<Record<string, string>>, path: string): readonly (readonly [string, string])[] {
  const linter = linterOf(files, optionsOf(path));
  return Object.keys(files).flatMap((uri) => linter.findings(uri).flatMap((finding) => finding.fixes()).map((fix) => [fix.title, applied(fix, files)] as const));
}

/** All files that a fix changes, one after the other. */
function applied({ edits }: LocatedFix, files: Readonly<Record<string, string>>): string {
  return [...new Set(edits.map(({ uri }) => uri))].sort().map((uri) => {
    const own = edits.filter((edit) => edit.uri === uri).sort((a, b) => b.span.start - a.span.start);
    return own.reduce((text, { span, newText }) => text.slice(0, span.start) + newText + text.slice(span.end), files[uri] ?? '');
  }).join('\n');
}

function withCrlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
