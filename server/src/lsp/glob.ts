/**
 * Glob patterns as the editor writes them: `*` and `?` within a name, `**` across folders, `{a,b}`, `[a-z]`. A pattern without
 * a slash is meant for the top folder, as in `files.exclude`; one that matches a folder covers what is in it.
 *
 * They come from the settings of folders that nobody has looked at, so they are no regular expressions, which take time without
 * end for some of them: a path is gone through with all the places that a pattern may have reached.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const globs = patterns.map(readGlob).filter((glob) => glob !== undefined).map((glob) => ({ glob, texts: glob.flatMap((part) => (part.type === 'text' ? part.text : [])) }));
  // Few paths hold what most patterns ask for, and that is soon seen.
  return (path) => globs.some(({ glob, texts }) => texts.every((text) => path.includes(text)) && covers(glob, path));
}

type Part =
  | { readonly type: 'text'; readonly text: string }
  /** One character of a name; `undefined` is any. */
  | { readonly type: 'character'; readonly among: ((code: number) => boolean) | undefined }
  /** Any text of one name, or of any number of them. */
  | { readonly type: 'some'; readonly acrossFolders: boolean }
  /** Nothing, or whole folders with the slash behind them. */
  | { readonly type: 'folders' }
  | { readonly type: 'choice'; readonly of: readonly Glob[] };

type Glob = readonly Part[];

/** Braces in braces go no deeper in any pattern that means something. */
const deepest = 16;

const tokens = /\*\*\/|\*\*|\*|\?|\{|\}|,|\[!?[^\]]+\]|[^*?{},[]+|./gsu;

/** Undefined for a pattern that means nothing, such as one with an open brace. */
function readGlob(pattern: string): Glob | undefined {
  const trimmed = pattern.trim().replace(/^\.?\//, '').replace(/\/(?:\*\*)?$/, '');
  if (trimmed === '') return undefined;
  const rest = trimmed.match(tokens) ?? [];
  const alternatives = readAlternatives(rest, 0);
  return rest.length === 0 ? alternatives?.[0] : undefined;
}

/** Takes from the tokens what is between braces, or all of a pattern, which has one alternative only. */
function readAlternatives(rest: string[], depth: number): readonly Glob[] | undefined {
  const inBraces = depth > 0;
  if (depth > deepest) return undefined;
  const alternatives: Part[][] = [[]];
  for (let token = rest.shift(); token !== undefined; token = rest.shift()) {
    if (token === '}') return inBraces ? alternatives : undefined;
    if (token === ',' && inBraces) {
      alternatives.push([]);
      continue;
    }
    const part = token === '{' ? choiceOf(readAlternatives(rest, depth + 1)) : partOf(token);
    if (part === undefined) return undefined;
    alternatives.at(-1)?.push(part);
  }
  return inBraces ? undefined : alternatives;
}

function choiceOf(of: readonly Glob[] | undefined): Part | undefined {
  return of === undefined ? undefined : { type: 'choice', of };
}

function partOf(token: string): Part {
  if (token === '**/') return { type: 'folders' };
  if (token === '*' || token === '**') return { type: 'some', acrossFolders: token === '**' };
  if (token === '?') return { type: 'character', among: undefined };
  return token.startsWith('[') && token.endsWith(']') && token.length > 2 ? { type: 'character', among: characters(token.slice(1, -1)) } : { type: 'text', text: token };
}

/** What stands in brackets: characters, and ranges of them. */
function characters(text: string): (code: number) => boolean {
  const isOther = text.startsWith('!') && text.length > 1;
  const ranges = [...(isOther ? text.slice(1) : text).matchAll(/(.)-(.)|./gsu)].map(([one, first = one, last = one]) => [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0] as const);
  return (code) => ranges.some(([first, last]) => first <= code && code <= last) !== isOther;
}

function covers(glob: Glob, path: string): boolean {
  const reached = behind(glob, path, new Set([0]));
  return [...reached].some((at) => at === path.length || path[at] === '/');
}

/** The places in a path behind what a pattern covers from some places on. */
function behind(glob: Glob, path: string, from: ReadonlySet<number>): ReadonlySet<number> {
  let places = from;
  for (const part of glob) {
    if (places.size === 0) return places;
    places = new Set(step(part, path, places));
  }
  return places;
}

function* step(part: Part, path: string, from: ReadonlySet<number>): Generator<number> {
  if (part.type === 'choice') for (const one of part.of) yield* behind(one, path, from);
  else if (part.type === 'some' || part.type === 'folders') yield* anyFrom(part, path, from);
  else for (const at of from) if (isAt(part, path, at)) yield at + (part.type === 'text' ? part.text.length : lengthAt(path, at));
}

/** One place leads to all behind it, so that only the first is gone on from, and after a slash the next. */
function* anyFrom(part: Part, path: string, from: ReadonlySet<number>): Generator<number> {
  const crosses = part.type === 'folders' || (part.type === 'some' && part.acrossFolders);
  let isOpen = false;
  for (let at = Math.min(...from); at <= path.length; at++) {
    if (from.has(at)) isOpen = true;
    if (isOpen && (part.type === 'some' || from.has(at) || path[at - 1] === '/')) yield at;
    if (path[at] === '/' && !crosses) isOpen = false;
  }
}

function isAt(part: Part, path: string, at: number): boolean {
  if (part.type === 'text') return path.startsWith(part.text, at);
  const code = path.codePointAt(at);
  return part.type === 'character' && code !== undefined && path[at] !== '/' && part.among?.(code) !== false;
}

/** A character may be two of those that JavaScript counts. */
function lengthAt(path: string, at: number): number {
  return (path.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
