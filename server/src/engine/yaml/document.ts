import { parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';
import { readValues } from './read.ts';
import { maskTemplate } from './template.ts';
import type { ParsedDocument, SyntaxProblem } from './value.ts';

const options = { version: '1.2', schema: 'failsafe', prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;

/** Reads one document (as cut by `splitDocuments`). Never fails: what cannot be read becomes a problem. */
export function parseDocument(text: string): ParsedDocument {
  const masked = maskTemplate(text);
  const parsed: readonly Document.Parsed[] = readAll(masked.text);
  const problems: SyntaxProblem[] = [];
  for (const one of parsed) {
    for (const error of one.errors) {
      problems.push({ code: error.code, message: error.message, span: { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0]) } });
    }
  }
  return readValues({ text, problems, templated: masked.structural }, parsed[0]?.contents ?? undefined);
}

function readAll(text: string): readonly Document.Parsed[] {
  const parsed = parseAllDocuments(text, options);
  return Array.isArray(parsed) ? parsed : [];
}
