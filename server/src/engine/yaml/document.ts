import { parseAllDocuments } from 'yaml';
import type { Document, Node } from 'yaml';
import { readValues } from './read.ts';
import { refusedByKubernetes } from './refused.ts';
import { maskTemplate } from './template.ts';
import type { ParsedDocument, SyntaxProblem } from './value.ts';

const options = { version: '1.2', schema: 'failsafe', prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;

/** Reads one document (as cut by `splitDocuments`). Never fails: what cannot be read becomes a problem. */
export function parseDocument(text: string): ParsedDocument {
  const masked = maskTemplate(text);
  // A lone carriage return is a line break for Kubernetes, and not for the parser here.
  const parsed: readonly Document.Parsed[] = readAll(masked.text.replace(/\r(?!\n)/g, '\n'));
  const contents = parsed[0]?.contents ?? undefined;
  const problems: SyntaxProblem[] = [];
  for (const one of parsed) {
    for (const error of one.errors) {
      if (isHarmless(error.message)) continue;
      problems.push({ code: error.code, message: error.message, span: { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0]) } });
    }
  }
  let anchors: readonly Anchor[] | undefined;
  const refused = refusedByKubernetes(masked.text, contents, (name, at) => {
    anchors ??= contents === undefined ? [] : collectAnchors(contents);
    return anchors.findLast((anchor) => anchor.name === name && anchor.at < at)?.node;
  });
  return readValues({ text, problems, refused, templated: masked.structural }, contents);
}

/** Kubernetes' parser takes a comment right behind a closing quote or bracket. */
function isHarmless(message: string): boolean {
  return message.startsWith('Comments must be separated');
}

function readAll(text: string): readonly Document.Parsed[] {
  const parsed = parseAllDocuments(text, options);
  return Array.isArray(parsed) ? parsed : [];
}

interface Anchor {
  readonly name: string;
  readonly at: number;
  readonly node: Node;
}

function collectAnchors(contents: Node): readonly Anchor[] {
  const anchors: Anchor[] = [];
  const stack: unknown[] = [contents];
  while (stack.length > 0) {
    const node = stack.pop();
    if (!isNodeLike(node)) continue;
    if ('anchor' in node && typeof node.anchor === 'string') anchors.push({ name: node.anchor, at: node.range?.[0] ?? 0, node: node as Node });
    for (const item of node.items ?? []) stack.push(item);
    if (node.key !== undefined) stack.push(node.key);
    if (node.value !== undefined) stack.push(node.value);
  }
  return anchors.sort((a, b) => a.at - b.at);
}

interface NodeLike {
  readonly anchor?: unknown;
  readonly range?: readonly number[] | null;
  readonly items?: readonly unknown[];
  readonly key?: unknown;
  readonly value?: unknown;
}

function isNodeLike(node: unknown): node is NodeLike {
  return typeof node === 'object' && node !== null;
}

