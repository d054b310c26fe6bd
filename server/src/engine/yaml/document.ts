import { parseAllDocuments, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import { joinFlowLines } from './flow-lines.ts';
import { readPlain } from './plain.ts';
import { readValues } from './read.ts';
import { joinQuotedLines, readInLines } from './quoted-lines.ts';
import { refusedByKubernetes } from './refused.ts';
import { maskTemplate, maskVariables } from './template.ts';
import type { ParsedDocument, SyntaxProblem } from './value.ts';

const options = { version: '1.2', schema: 'failsafe', prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;

/** A lone carriage return and Unicode's line breaks end a line in YAML 1.1, which Kubernetes reads, and not for the parser here. */
const otherBreaks = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/** Reads one document (as cut by `splitDocuments`). Never fails: what cannot be read becomes a problem. */
export function parseDocument(text: string): ParsedDocument {
  return readPlain(text) ?? parseWithNodes(text);
}

/** The same by the parser, whose nodes become values: the way for all that is not written plainly. */
export function parseWithNodes(text: string): ParsedDocument {
  const masked = maskTemplate(text);
  try {
    return parseMasked(text, masked);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser follows nesting by calling itself, and the stack ends somewhere.
    const problems = [{ code: 'TOO_DEEP', message: '', span: { start: 0, end: 0 } }];
    return readValues({ text, problems, refused: [], templated: masked.structural, partial: true }, undefined);
  }
}

function parseMasked(text: string, masked: ReturnType<typeof maskTemplate>): ParsedDocument {
  const { contents, problems } = readAround(masked.text.replace(otherBreaks, '\n'));
  let anchors: readonly Anchor[] | undefined;
  const refused = refusedByKubernetes(masked.text, contents, (name, at) => {
    anchors ??= contents === undefined ? [] : collectAnchors(contents);
    return anchors.findLast((anchor) => anchor.name === name && anchor.at < at)?.node;
  });
  return readValues({ text, problems, refused, templated: masked.structural, partial: masked.structural || problems.some((problem) => !isMild(problem)) }, contents);
}

/** While a key is being typed, everything but its line is read as it will be. */
function isMild({ code, message }: SyntaxProblem): boolean {
  return code === 'MISSING_CHAR' && message.startsWith('Implicit map keys');
}

interface Reading {
  readonly contents: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** Reads a text, and where that fails reads it again without what only the parser here cannot read. */
function readAround(text: string): Reading {
  const asWritten = read(text);
  if (asWritten.problems.length === 0) return asWritten;
  // Inside brackets `${VAR}` is no valid YAML before it is replaced.
  const masked = maskVariables(text);
  const withoutVariables = masked === text ? asWritten : read(masked);
  const isBetter = withoutVariables.problems.length < asWritten.problems.length;
  const best = isBetter ? withoutVariables : asWritten;
  const joined = readJoined(isBetter ? masked : text, best);
  return joined.problems.length === 0 ? joined : best;
}

/** More collections and texts than this with lines that are not indented are hardly worth the time. */
const joinLimit = 50;

function readJoined(text: string, first: Reading): Reading {
  let reading = first;
  let joined = text;
  const quoted = new Set<number>();
  for (let round = 0; round < joinLimit; round++) {
    const next = joinFirst(joined, reading, quoted);
    const again = next === undefined ? undefined : read(next);
    if (next === undefined || again === undefined) break;
    // A quote that really is missing only moves its problem elsewhere.
    if (quoted.size > 0 && again.problems.length > reading.problems.length) break;
    joined = next;
    reading = again;
  }
  if (reading.contents !== undefined && reading.problems.length === 0) readInLines(text, reading.contents, quoted);
  return reading;
}

/** The text with the lines of the first thing joined of which the parser complains that it does not end; notes texts in quotes. */
function joinFirst(text: string, { contents, problems }: Reading, quoted: Set<number>): string | undefined {
  if (contents === undefined) return undefined;
  for (const { code, span: { start } } of problems) {
    const joined = code === 'MISSING_CHAR' ? joinQuotedLines(text, start) : undefined;
    if (joined === undefined) continue;
    quoted.add(start);
    return joined;
  }
  const unclosed = problems.find(({ code }) => code === 'BAD_INDENT');
  const start = unclosed === undefined ? undefined : outermostFlow(contents, unclosed.span.start);
  return start === undefined ? undefined : joinFlowLines(text, start);
}

/** Where the last outermost flow collection starts that is open at a place. */
function outermostFlow(contents: Node, at: number): number | undefined {
  let start: number | undefined;
  visit(contents, {
    Collection(_, node) {
      if (node.flow !== true) return undefined;
      if (node.range && node.range[0] < at) start = node.range[0];
      return visit.SKIP;
    },
  });
  return start;
}

function read(text: string): Reading {
  const parsed = readAll(text);
  const contents = parsed[0]?.contents ?? undefined;
  const problems = parsed.flatMap(({ errors }) => errors).filter(({ message }) => !isHarmless(message)).map(({ code, message, pos }) => {
    const end = Math.max(pos[1], pos[0]);
    return { code, message, span: { start: message.includes('closing') && contents !== undefined ? openingQuote(contents, pos[0]) : pos[0], end } };
  });
  return { contents, problems };
}

/** Where the quoted text starts that runs to this place; the place itself where there is none. */
function openingQuote(contents: Node, at: number): number {
  let start = at;
  visit(contents, {
    Scalar(_, node) {
      if (node.type !== 'PLAIN' && node.range && node.range[0] < at && node.range[1] >= at) start = node.range[0];
    },
  });
  return start;
}

/** Kubernetes' parser takes a comment right behind a closing quote or bracket, and `"\\'"`. */
function isHarmless(message: string): boolean {
  return message.startsWith('Comments must be separated') || message === "Invalid escape sequence \\'";
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
