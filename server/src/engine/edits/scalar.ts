// Replacing a scalar, and writing one so that Kubernetes reads it back as the same value.
import type { Edit } from '../model/finding.ts';
import { resolvePlain } from '../yaml/scalar.ts';
import type { Value } from '../yaml/value.ts';

/** Replaces a scalar by a string and keeps the style of its quotes. */
export function replaceString(value: Value, text: string): Edit {
  const mark = value.source.charAt(0);
  const newText = mark === '"' || mark === "'" ? quoted(text, mark) : plainOrQuoted(text);
  return { span: value.span, newText };
}

/** A text in the quotes, if any, of what is written at an offset. */
export function inQuotesAt(source: string, at: number, text: string): string {
  const mark = source.charAt(at);
  return mark === '"' || mark === "'" ? mark + text + mark : text;
}

/** Replaces a scalar by a number, a boolean or any other text that stands without quotes. */
export function replaceByPlain(value: Value, text: string | number): Edit {
  return { span: value.span, newText: String(text) };
}

/** A string as it may stand in any place of a document, block or flow: quoted only where it must be. */
export function plainOrQuoted(text: string): string {
  return needsQuotes(text) ? quoted(text, '"') : text;
}

function quoted(text: string, mark: string): string {
  if (mark === "'") return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}

/**
 * Stricter than YAML demands: a colon at an edge (`::/0`) is fine in block style, but a syntax error for Kubernetes'
 * reader within brackets, and an edit may land in either.
 */
function needsQuotes(text: string): boolean {
  return typeof resolvePlain(text) !== 'string' || /^[\s\-?:,[\]{}#&*!|>'"%@`]|[:\s]$|: | #|[,[\]{}\n\t]/.test(text);
}
