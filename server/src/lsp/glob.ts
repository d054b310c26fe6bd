/**
 * Glob patterns as the editor writes them: `*` and `?` within a name, `**` across folders, `{a,b}`, `[a-z]`. A pattern without
 * a slash is meant for the top folder, as in `files.exclude`; one that matches a folder covers what is in it.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.flatMap((pattern) => expressionOf(pattern) ?? []);
  return (path) => expressions.some((expression) => expression.test(path));
}

/** Undefined for a pattern that means nothing, such as one with an open bracket. */
function expressionOf(pattern: string): RegExp | undefined {
  const trimmed = pattern.trim().replace(/^\.?\//, '').replace(/\/(?:\*\*)?$/, '');
  if (trimmed === '') return undefined;
  try {
    return new RegExp(`^${translate(trimmed)}(?:/.*)?$`, 'su');
  } catch {
    return undefined;
  }
}

const tokens = /\*\*\/|\*\*|\*|\?|\{|\}|,|\[!?[^\]]+\]|[^*?{},[]+|./gsu;

function translate(pattern: string): string {
  let depth = 0;
  let result = '';
  for (const [token] of pattern.matchAll(tokens)) {
    if (token === '{') depth++;
    if (token === '}') depth = Math.max(0, depth - 1);
    result += simple[token] ?? braces(token, depth) ?? bracket(token) ?? token.replaceAll(/[.+^$()|\\[\]/]/g, String.raw`\$&`);
  }
  return result;
}

const simple: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]', '{': '(?:', '}': ')' };

function braces(token: string, depth: number): string | undefined {
  if (token !== ',') return undefined;
  return depth > 0 ? '|' : ',';
}

function bracket(token: string): string | undefined {
  if (!/^\[.+\]$/s.test(token)) return undefined;
  const inner = token.slice(1, -1).replace(/^!/, '^').replaceAll('\\', String.raw`\\`);
  return `[${inner}]`;
}
