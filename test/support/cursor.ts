// Texts with a cursor: `‸` marks where it stands. (`|` would be a block scalar.)
import { complete, definition, hover } from '../../server/src/engine/index.ts';
import type { Completion, LintOptions } from '../../server/src/engine/index.ts';
import { expand } from '../snippets/expand.ts';
import { linterOf } from './workspace.ts';

const mark = '‸';

export function cursorIn(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf(mark);
  if (offset < 0) throw new Error(`no ${mark} in the text`);
  return { text: marked.slice(0, offset) + marked.slice(offset + mark.length), offset };
}

type Files = Readonly<Record<string, string>>;

/** The hover's Markdown, below the characters it is about. */
export function hoverAt(marked: string, others: Files = {}, options: Partial<LintOptions> = {}): string | undefined {
  const { text, offset } = cursorIn(marked);
  const found = hover(linterOf({ ...others, 'file.yaml': text }, options), 'file.yaml', offset);
  return found === undefined ? undefined : `[${text.slice(found.span.start, found.span.end)}]\n${found.markdown}`;
}

/** The part of a hover that stands before the line about the field. */
export function meaningAt(marked: string, others: Files = {}, options: Partial<LintOptions> = {}): string | undefined {
  return hoverAt(marked, others, options)?.split('\n\n---\n\n')[0]?.replace(/^\[.*\]\n/, '');
}

export function completionsAt(marked: string, others: Files = {}, options: Partial<LintOptions> = {}): readonly Completion[] {
  const { text, offset } = cursorIn(marked);
  const found = complete(linterOf({ ...others, 'file.yaml': text }, options), 'file.yaml', offset);
  return [...found].sort((a, b) => (a.sortText < b.sortText ? -1 : Number(a.sortText > b.sortText)));
}

export function labelsAt(marked: string, others: Files = {}): readonly string[] {
  return completionsAt(marked, others).map(({ label }) => label);
}

/** The text after the completion of that label is accepted as an editor does it, all tab stops left as they are. */
export function accept(marked: string, label: string, others: Files = {}): string {
  const { text } = cursorIn(marked);
  const chosen = completionsAt(marked, others).find((one) => one.label === label);
  if (chosen === undefined) throw new Error(`${label} is not offered`);
  const line = text.slice(text.lastIndexOf('\n', chosen.span.start - 1) + 1);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const inserted = (chosen.isSnippet ? expand(chosen.insertText) : chosen.insertText).replaceAll('\n', `\n${indent}`);
  return text.slice(0, chosen.span.start) + inserted + text.slice(chosen.span.end);
}

/** The places that a definition leads to, as `file: text`. */
export function definitionsAt(marked: string, others: Files = {}): readonly string[] {
  const { text, offset } = cursorIn(marked);
  const files: Files = { ...others, 'file.yaml': text };
  return definition(linterOf(files), 'file.yaml', offset).map(({ uri, span }) => `${uri}: ${(files[uri] ?? '').slice(span.start, span.end)}`);
}
