// Markdown for hovers and completions. What comes from a file is never trusted: it goes through `code` or `text`.

const longest = 200;

/** Characters that would hide or turn round what a reader sees. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/gu;

/** Text from a file as inline code: nothing in it is read as Markdown. */
export function code(written: string): string {
  const shown = visible(written);
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const padded = shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '' ? ` ${shown} ` : shown;
  return `${fence}${padded}${fence}`;
}

/** Text from a file as ordinary text. */
export function text(written: string): string {
  return visible(written).replace(/[\\`*_{}[\]()#+\-.!|<>~&:@$=^]/g, '\\$&');
}

function visible(written: string): string {
  const one = written.replaceAll(invisible, ' ');
  return one.length > longest ? `${one.slice(0, longest)}…` : one;
}

/** A table of two columns. The first row is its head. */
export function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const line = (row: readonly [string, string]): string => `| ${row.map(cell).join(' | ')} |`;
  return [line(head), '|:--|:--|', ...rows.map(line)].join('\n');
}

/** A pipe ends a cell even within code. */
function cell(markdown: string): string {
  return markdown.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', '\\|');
}

/** Paragraphs, those that are missing left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** A list with dashes. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** At most so many, then how many more there are. */
export function capped(words: readonly string[], limit: number): readonly string[] {
  return words.length <= limit ? words : [...words.slice(0, limit), `and ${words.length - limit} more`];
}

/** "1 port", "2 ports". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A link to an official page, named after who wrote it. */
export function docsLink(url: string): string {
  const owner = url.startsWith('https://istio.io/') ? 'Istio' : url.startsWith('https://kubernetes.io/') ? 'Kubernetes' : 'Official';
  return `[${owner} documentation](${url})`;
}
