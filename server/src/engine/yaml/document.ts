import { parseAllDocuments } from 'yaml';
import type { Document, Node } from 'yaml';
import { maskTemplate } from './template.ts';
import { Value } from './value.ts';
import type { ParsedDocument, SyntaxProblem } from './value.ts';

const options = { version: '1.2', schema: 'failsafe', prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;

/** Reads one document (as cut by `splitDocuments`). Never fails: what cannot be read becomes a problem. */
export function parseDocument(text: string): ParsedDocument {
  const masked = maskTemplate(text);
  const parsed: readonly Document.Parsed[] = readAll(masked.text);
  const document = parsed[0];
  const problems: SyntaxProblem[] = [];
  for (const one of parsed) {
    for (const error of one.errors) {
      problems.push({ code: error.code, message: error.message, span: { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0]) } });
    }
  }
  let anchors: readonly Anchor[] | undefined;
  const result: ParsedDocument = {
    text,
    get root() {
      return root;
    },
    problems,
    templated: masked.structural,
    resolveAlias(name, at) {
      anchors ??= document?.contents ? collectAnchors(document.contents) : [];
      return anchors.findLast((anchor) => anchor.name === name && anchor.at < at)?.node;
    },
  };
  const root = Value.root(result, document?.contents ?? undefined);
  return result;
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

