/**
 * What the editor inserts for a snippet when every tab stop keeps its default.
 *
 * The grammar is that of the editor's snippets: tab stops (`$1`, `${1}`), placeholders with nested content
 * (`${1:text $2}`), choices (`${1|a,b|}`), variables (`$TM_FILENAME`, `${NAME:default}`) and the escapes `\$`, `\}`,
 * `\\` (inside choices also `\,` and `\|`). Transforms (`${1/…/…/}`) are refused: no snippet here has one.
 */

export interface ExpandOptions {
  /** Values of variables, by name without the dollar sign. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Picks the item of a choice; the first one if absent. */
  readonly choose?: (tabStop: number, items: readonly string[]) => string;
}

export interface Choice {
  readonly tabStop: number;
  readonly items: readonly string[];
}

type Part =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "stop"; readonly number: number; readonly content: readonly Part[] | undefined }
  | { readonly type: "choice"; readonly number: number; readonly items: readonly string[] }
  | { readonly type: "variable"; readonly name: string; readonly content: readonly Part[] | undefined };

const NUMBER = /\d+/y;
const NAME = /[A-Za-z_]\w*/y;
/** Names that the editor knows; one of these without a value is empty, any other name stands for itself. */
const KNOWN_VARIABLE =
  /^(?:TM_\w+|CLIPBOARD|CURSOR_(?:INDEX|NUMBER)|RELATIVE_FILEPATH|WORKSPACE_(?:NAME|FOLDER)|CURRENT_\w+|RANDOM(?:_HEX)?|UUID|(?:BLOCK|LINE)_COMMENT(?:_START|_END)?|SELECTION)$/;

/** Line breaks of a body given as an array are those between its items. */
export function expand(body: string | readonly string[], options: ExpandOptions = {}): string {
  const parts = parse(bodyText(body));
  return render(parts, defaults(parts), options, []);
}

/** Every choice of a body, in the order of the text. */
export function choices(body: string | readonly string[]): Choice[] {
  return [...walk(parse(bodyText(body)))].flatMap((part) =>
    part.type === "choice" ? [{ tabStop: part.number, items: part.items }] : [],
  );
}

/** The numbers of the tab stops of a body, each once, in ascending order. */
export function tabStops(body: string | readonly string[]): number[] {
  const numbers = new Set<number>();
  for (const part of walk(parse(bodyText(body)))) if (part.type === "stop" || part.type === "choice") numbers.add(part.number);
  return [...numbers].sort((a, b) => a - b);
}

function bodyText(body: string | readonly string[]): string {
  return typeof body === "string" ? body : body.join("\n");
}

function* walk(parts: readonly Part[]): Generator<Part> {
  for (const part of parts) {
    yield part;
    if ((part.type === "stop" || part.type === "variable") && part.content !== undefined) yield* walk(part.content);
  }
}

/** The first part of a number that brings content decides what all others of that number show. */
function defaults(parts: readonly Part[]): ReadonlyMap<number, Part> {
  const found = new Map<number, Part>();
  for (const part of walk(parts)) {
    const brings = part.type === "choice" || (part.type === "stop" && part.content !== undefined);
    if (brings && !found.has(part.number)) found.set(part.number, part);
  }
  return found;
}

function render(parts: readonly Part[], values: ReadonlyMap<number, Part>, options: ExpandOptions, open: readonly number[]): string {
  return parts.map((part) => renderPart(part, values, options, open)).join("");
}

function renderPart(part: Part, values: ReadonlyMap<number, Part>, options: ExpandOptions, open: readonly number[]): string {
  switch (part.type) {
    case "text":
      return part.text;
    case "variable": {
      const given = options.variables?.[part.name];
      if (given !== undefined) return given;
      if (part.content !== undefined) return render(part.content, values, options, open);
      return KNOWN_VARIABLE.test(part.name) ? "" : part.name;
    }
    case "stop":
    case "choice": {
      const value = values.get(part.number);
      // A tab stop inside its own default would never end.
      if (value === undefined || open.includes(part.number)) return "";
      if (value.type === "choice") return options.choose?.(value.number, value.items) ?? value.items[0] ?? "";
      return value.type === "stop" && value.content !== undefined ? render(value.content, values, options, [...open, part.number]) : "";
    }
  }
}

function parse(source: string): Part[] {
  let at = 0;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function fail(what: string): never {
    throw new Error(`${what} at offset ${String(at)} of the snippet`);
  }

  function take(text: string): boolean {
    if (!source.startsWith(text, at)) return false;
    at += text.length;
    return true;
  }

  /** Text and what it holds, up to the end or, inside a placeholder, to its closing brace. */
  function content(inside: boolean): Part[] {
    const parts: Part[] = [];
    let text = "";
    const flush = (): void => {
      if (text !== "") parts.push({ type: "text", text });
      text = "";
    };
    while (at < source.length) {
      const character = source.charAt(at);
      if (inside && character === "}") break;
      if (character === "\\" && "$}\\".includes(source.charAt(at + 1)) && at + 1 < source.length) {
        text += source.charAt(at + 1);
        at += 2;
        continue;
      }
      const special = character === "$" ? dollar() : undefined;
      if (special === undefined) {
        text += character;
        at += 1;
      } else {
        flush();
        parts.push(special);
      }
    }
    flush();
    return parts;
  }

  /** What a dollar sign begins; undefined (and nothing taken) if it is only a dollar sign. */
  function dollar(): Part | undefined {
    const start = at;
    at += 1;
    const braced = take("{");
    const digits = match(NUMBER);
    const name = digits === undefined ? match(NAME) : undefined;
    if (digits === undefined && name === undefined) {
      at = start;
      return undefined;
    }
    const make = (inner: readonly Part[] | undefined): Part =>
      digits === undefined ? { type: "variable", name: name ?? "", content: inner } : { type: "stop", number: Number(digits), content: inner };
    if (!braced || take("}")) return make(undefined);
    if (take(":")) {
      const inner = content(true);
      if (!take("}")) fail("A placeholder without its closing brace");
      return make(inner);
    }
    if (digits !== undefined && take("|")) return { type: "choice", number: Number(digits), items: items() };
    return fail(source.charAt(at) === "/" ? "A transform, which is not supported," : "A tab stop without its closing brace");
  }

  function items(): string[] {
    const list: string[] = [];
    let item = "";
    for (;;) {
      if (at >= source.length) fail("A choice without its end");
      if (take("|}")) return [...list, item];
      if (take(",")) {
        list.push(item);
        item = "";
        continue;
      }
      if (source.charAt(at) === "\\" && ",|\\".includes(source.charAt(at + 1)) && at + 1 < source.length) at += 1;
      item += source.charAt(at);
      at += 1;
    }
  }

  return content(false);
}
