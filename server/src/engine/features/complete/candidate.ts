import type { Schema } from '../../../../../schemas/schema.ts';
import { plainOrQuoted } from '../../edits/scalar.ts';
import type { Kind } from '../../model/kind.ts';
import type { Lookup } from '../../model/rule.ts';
import type { Cursor } from '../../yaml/cursor.ts';
import type { Value } from '../../yaml/value.ts';
import type { Source } from '../locate.ts';

/** The place that candidates are for. */
export interface Slot {
  readonly cursor: Cursor;
  /** The object that is being written. */
  readonly root: Value;
  readonly kind: Kind | undefined;
  readonly namespace: string | undefined;
  readonly source: Source;
  readonly lookup: Lookup;
}

/** Something that may be written, before it is known how it is to be written. */
export interface Candidate {
  /** A key, or the value as Kubernetes reads it. */
  readonly text: string;
  readonly detail?: string;
  readonly documentation?: string;
  /** A name of something in the workspace. */
  readonly reference?: boolean;
  /** A number or a boolean: written without quotes. */
  readonly bare?: boolean;
  /** For keys: what the value has to be. */
  readonly schema?: Schema;
  readonly sort: string;
  readonly deprecated?: boolean;
}

/** A string value as it is written behind the quote that is there already, or with quotes where it needs some. */
export function writeValue(text: string, quote: '"' | "'" | undefined): string {
  if (quote === undefined) return plainOrQuoted(text);
  return quote === "'" ? text.replaceAll("'", "''") : text.replace(/["\\]/g, '\\$&');
}

/** Text that a snippet shall show as it is. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** Words to choose from, each with what it means. */
export type Words = readonly (readonly [text: string, detail: string])[];

export function wordCandidates(words: Words): readonly Candidate[] {
  return words.map(([text, detail], index) => ({ text, detail, sort: sortKey(0, index) }));
}

/** A sort key for a place in a list. */
export function sortKey(group: number, index: number): string {
  return `${group}${String(index).padStart(4, '0')}`;
}
