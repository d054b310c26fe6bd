// The documentation of rules is Markdown; a terminal shows it as text.

export interface TextStyle {
  readonly bold: (text: string) => string;
  readonly code: (text: string) => string;
}

const plain: TextStyle = { bold: (text) => text, code: (text) => text };

/** Markdown as unformatted text. */
export function plainText(markdown: string): string {
  return renderMarkdown(markdown, plain, Infinity);
}

/** Paragraphs and lists are wrapped to the width, code blocks indented, links followed by where they lead. */
export function renderMarkdown(markdown: string, style: TextStyle, width: number): string {
  const parts = markdown.trim().split(/^```.*$/m);
  return parts.map((part, index) => (index % 2 === 1 ? renderCode(part, style) : renderProse(part, style, width))).filter((part) => part !== '').join('\n\n');
}

function renderCode(text: string, style: TextStyle): string {
  return text.replace(/^\n|\n$/g, '').split('\n').map((line) => (line === '' ? '' : `    ${style.code(line)}`)).join('\n');
}

function renderProse(text: string, style: TextStyle, width: number): string {
  return text.trim().split(/\n{2,}/).map((paragraph) => joinLines(paragraph).map((line) => renderLine(line, style, width)).join('\n')).join('\n\n');
}

/** Lines of a paragraph as one; items of a list, rows of a table and headings each stay on their own. */
function joinLines(paragraph: string): readonly string[] {
  const lines: string[] = [];
  for (const line of paragraph.split('\n')) {
    const last = lines.at(-1);
    if (last === undefined || /^\s*(?:[-*] |\d+\. |\||#)/.test(line) || /^\s*[|#]/.test(last)) lines.push(line);
    else lines[lines.length - 1] = `${last} ${line.trim()}`;
  }
  return lines;
}

function renderLine(line: string, style: TextStyle, width: number): string {
  const heading = /^#+ (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return style.bold(heading);
  const marker = /^\s*(?:[-*] |\d+\. )/.exec(line)?.[0] ?? '';
  return wrap(line.slice(marker.length), width - marker.length)
    .map((text, index) => (index === 0 ? marker : ' '.repeat(marker.length)) + text).join('\n')
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, text: string) => style.bold(text))
    .replaceAll(/`([^`]+)`/g, (_, text: string) => style.code(text))
    .replaceAll(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '$1 ($2)');
}

/** Breaks text at blanks into lines of at most this many characters, where its words allow. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
