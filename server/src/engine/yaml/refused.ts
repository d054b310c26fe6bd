import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Node, Pair, Scalar } from 'yaml';
import { resolvePlain } from './scalar.ts';
import type { SyntaxProblem } from './value.ts';
import { filler } from './template.ts';

/**
 * What the YAML parser here reads without complaint, and Kubernetes' (a fork of go-yaml v2, YAML 1.1) does not. The tree is
 * sound, so these do not count among the syntax errors that leave a document half read.
 */
export function refusedByKubernetes(text: string, contents: Node | undefined, resolveAlias: Resolve): readonly SyntaxProblem[] {
  const problems = [...refusedCharacters(text), ...tabLines(text, contents), ...refusedDirectives(text)];
  if (contents !== undefined && worthWalking.test(text)) visitNodes(text, contents, resolveAlias, problems);
  return problems;
}

/** A colon that no blank follows, a question mark, an alias, a merge key, a bracket before a colon, a tag, null as a key, an escaped slash: nearly all documents have none. */
const worthWalking = /[[{,\s]:\S|\?|[-:,[{\s]\*|<<|[\]}][ \t]*:|:[[{]|!!|(?:^|[\s{,])(?:~|null|Null|NULL)[ \t]*:|\\\//;
// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|(?<!^)\ufeff/g;

function refusedCharacters(text: string): readonly SyntaxProblem[] {
  return [...text.matchAll(controlCharacter)].slice(0, 1).map(({ index, 0: character }) => ({
    code: 'GO_CONTROL', span: { start: index, end: index + 1 }, message: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  }));
}

function refusedDirectives(text: string): readonly SyntaxProblem[] {
  if (!text.startsWith('%') && !text.includes('\n%')) return [];
  const head = text.slice(0, Math.max(0, text.search(/^---/m)));
  return [...head.matchAll(/^%(?!YAML[ \t]+1\.1\s|TAG[ \t]).*$/gm)].map(({ index, 0: line }) => ({ code: 'GO_DIRECTIVE', span: { start: index, end: index + line.trimEnd().length }, message: line.trim() }));
}

const tabLine = /^( *)\t[ \t]*(?:#.*)?\r?$/gm;

/** Lines of blanks, or blanks and a comment, with a tab where the indentation of the block around them would be. */
function tabLines(text: string, contents: Node | undefined): readonly SyntaxProblem[] {
  if (contents === undefined || !text.includes('\t')) return [];
  const problems: SyntaxProblem[] = [];
  let held: readonly (readonly [number, number])[] | undefined;
  for (const { index, 0: line, 1: indent = '' } of text.matchAll(tabLine)) {
    const start = index + indent.length;
    if (continuesPlainText(text.slice(0, index), indent.length)) continue;
    held ??= spansWithTabs(contents);
    if (!held.some(([from, to]) => start > from && start < to)) problems.push({ code: 'GO_TAB_LINE', span: { start, end: index + Math.max(line.trimEnd().length, indent.length + 1) }, message: '' });
  }
  return problems.slice(0, 1);
}

/** Whether a column lies right of the key or item whose plain text the last line before ends with, so that the text may go on there. */
function continuesPlainText(before: string, column: number): boolean {
  const last = before.split('\n').findLast((line) => /^[ \t]*[^\s#]/.test(line))?.trimEnd() ?? '';
  if (last === '' || /[:\-"'\]}]$|\s#/.test(last)) return false;
  return column > (/^(?: |-(?= ))*/.exec(last)?.[0].length ?? 0);
}

/** Where tabs are content or allowed: flow collections, quoted and block scalars. */
function spansWithTabs(contents: Node): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  walk(contents, (node) => {
    const isFlow = (isMap(node) || isSeq(node)) && node.flow === true;
    const isHeld = isScalar(node) && node.type !== 'PLAIN';
    if ((isFlow || isHeld) && node.range) spans.push([node.range[0], node.range[1]]);
  });
  return spans;
}

type Resolve = (name: string, at: number) => Node | undefined;

function visitNodes(text: string, contents: Node, resolveAlias: Resolve, problems: SyntaxProblem[]): void {
  // Nodes come in the order of the text, so those of a flow collection come before its end.
  let flowEnd = -1;
  walk(contents, (node) => {
    const [start, end] = node.range ?? [0, 0];
    if ((isMap(node) || isSeq(node)) && node.flow === true) flowEnd = Math.max(flowEnd, end);
    if (isMap(node)) for (const pair of node.items) keyProblems(pair, resolveAlias, problems);
    else if (isAlias(node)) aliasProblem(node.source, start, end, resolveAlias, problems);
    else if (isScalar(node)) scalarProblems(node, text, start < flowEnd, problems);
  });
}

function scalarProblems(node: Scalar, text: string, inFlow: boolean, problems: SyntaxProblem[]): void {
  const [start, end] = node.range ?? [0, 0];
  if (node.tag !== undefined) tagProblem(node, problems);
  if (node.type === 'QUOTE_DOUBLE') escapeProblem(text, start, end, problems);
  if (node.type === 'PLAIN' && inFlow) flowScalarProblem(text, start, end, problems);
}

function flowScalarProblem(text: string, start: number, end: number, problems: SyntaxProblem[]): void {
  const message = text.slice(start, end);
  const span = { start, end };
  if (message.includes(filler) || message.includes('\n')) return;
  if (message.startsWith(':')) problems.push({ code: 'GO_FLOW_COLON', span, message });
  else if (message.includes('?')) problems.push({ code: 'GO_FLOW_QUESTION', span, message });
  else if (/^:[[{]/.test(text.slice(end, end + 2))) problems.push({ code: 'GO_FLOW_SPACE', span: { start, end: end + 1 }, message });
}

/** `"\\/"` is for JSON, which `kubectl` tries first. */
function escapeProblem(text: string, start: number, end: number, problems: SyntaxProblem[]): void {
  const found = [...text.slice(start, end).matchAll(/\\[^]/g)].find(([escape]) => escape === '\\/');
  if (found === undefined || isJson(text)) return;
  problems.push({ code: 'GO_ESCAPE', span: { start: start + found.index, end: start + found.index + 2 }, message: '' });
}

function isJson(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function aliasProblem(name: string, start: number, end: number, resolveAlias: Resolve, problems: SyntaxProblem[]): void {
  const code = /^[-\w]+$/.test(name) ? 'GO_ANCHOR_UNKNOWN' : 'BAD_ALIAS';
  if (!name.includes(filler) && (code === 'BAD_ALIAS' || resolveAlias(name, start) === undefined)) problems.push({ code, span: { start, end }, message: name });
}

/** A value that is not of the type its tag names (`!!int x`). */
function tagProblem({ tag, value, source, range }: Scalar, problems: SyntaxProblem[]): void {
  const text = typeof value === 'string' ? value : (source ?? '');
  if (!range || tag === undefined || text.includes(filler) || fitsTag(tag, text)) return;
  problems.push({ code: 'GO_TAG', span: { start: range[0], end: Math.max(range[1], range[0] + 1) }, message: tag.replace('tag:yaml.org,2002:', '!!') });
}

function fitsTag(tag: string, text: string): boolean {
  const resolved = resolvePlain(text);
  switch (tag) {
    case 'tag:yaml.org,2002:int':
      return typeof resolved === 'number' && (/^[-+]?0[xX]/.test(text) || !/[.eE]/.test(text));
    case 'tag:yaml.org,2002:float':
      return typeof resolved === 'number';
    case 'tag:yaml.org,2002:bool':
      return typeof resolved === 'boolean';
    case 'tag:yaml.org,2002:null':
      return resolved === null;
    case 'tag:yaml.org,2002:binary':
      return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ''));
    default:
      return true;
  }
}

function nullKeyProblem({ type, tag, source = '', range }: Scalar, problems: SyntaxProblem[]): void {
  const isNull = type === 'PLAIN' && tag === undefined && /^(?:~|null|Null|NULL)$/.test(source);
  if (isNull && range) problems.push({ code: 'GO_NULL_KEY', span: { start: range[0], end: range[1] }, message: '' });
}

function keyProblems({ key, value }: Pair, resolveAlias: Resolve, problems: SyntaxProblem[]): void {
  if (isScalar(key)) nullKeyProblem(key, problems);
  if ((isMap(key) || isSeq(key)) && key.range) problems.push({ code: 'GO_KEY', span: { start: key.range[0], end: key.range[1] }, message: '' });
  if (!isScalar(key) || key.source !== '<<' || key.type !== 'PLAIN' || !key.range) return;
  const sources = isSeq(value) ? value.items : [value];
  if (!sources.every((source) => isMergeable(source, resolveAlias))) problems.push({ code: 'GO_MERGE', span: { start: key.range[0], end: key.range[1] }, message: '' });
}

/** An alias without its anchor is reported as that. */
function isMergeable(source: unknown, resolveAlias: Resolve): boolean {
  if (!isAlias(source)) return isMap(source);
  const target = resolveAlias(source.source, source.range?.[0] ?? 0);
  return target === undefined || isMap(target);
}

function walk(contents: Node, visit: (node: Node) => void): void {
  const stack: unknown[] = [contents];
  while (stack.length > 0) {
    const node = stack.pop();
    if (isPair(node)) stack.push(node.value, node.key);
    else if (isMap(node) || isSeq(node)) {
      visit(node);
      for (let index = node.items.length - 1; index >= 0; index--) stack.push(node.items[index]);
    } else if (isScalar(node) || isAlias(node)) {
      visit(node);
    }
  }
}
