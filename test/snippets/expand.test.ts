import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { choices, expand, tabStops } from "./expand.ts";

describe("expand", () => {
  test.each<readonly [string, string, string]>([
    ["plain text", "kind: Service", "kind: Service"],
    ["tab stops without a default", "a$1b${2}c$0", "abc"],
    ["a placeholder", "name: ${1:web}", "name: web"],
    ["a mirror after its placeholder", "${1:web} $1", "web web"],
    ["a mirror before its placeholder", "$1 ${1:web}", "web web"],
    ["the first default of a number wins", "${1:a} ${1:b}", "a a"],
    ["nested placeholders", "${1:ns-${2:app}}/$2/$1", "ns-app/app/ns-app"],
    ["a placeholder with an empty default", "[${1:}]", "[]"],
    ["a choice", "protocol: ${1|TCP,UDP,SCTP|}", "protocol: TCP"],
    ["a mirrored choice", "$1=${1|TCP,UDP|}", "TCP=TCP"],
    ["escapes in a choice", "${1|a\\,b,c\\|d|}", "a,b"],
    ["escapes in text", "\\$1 \\} \\\\ \\n", "$1 } \\ \\n"],
    ["an escaped brace inside a placeholder", "${1:{a\\}}b", "{a}b"],
    ["a brace outside any placeholder", "podSelector: {}", "podSelector: {}"],
    ["a dollar sign that begins nothing", "5$ $- $", "5$ $- $"],
    ["a known variable", "a${TM_FILENAME}b$TM_SELECTED_TEXT", "ab"],
    ["a variable with a default", "${TM_FILENAME_BASE:web}", "web"],
    ["a variable's default holds a placeholder", "${TM_FILENAME_BASE:${1:web}} $1", "web web"],
    ["an unknown variable", "$nothing", "nothing"],
    ["a tab stop inside its own default", "${1:a$1}", "a"],
    ["tab stops that hold each other", "${1:a$2}-${2:b$1}", "ab-ba"],
  ])("%s", (_, body, expected) => {
    expect(expand(body)).toBe(expected);
  });

  test("lines of a body are joined", () => {
    expect(expand(["a: ${1:b}", "c: $1"])).toBe("a: b\nc: b");
  });

  test("variables and choices can be given", () => {
    const options = { variables: { TM_FILENAME_BASE: "cart" }, choose: (_: number, items: readonly string[]): string => items.at(-1) ?? "" };
    expect(expand("${TM_FILENAME_BASE:web} ${1|TCP,UDP|} $1", options)).toBe("cart UDP UDP");
  });

  test.each(["${1:open", "${1|a,b", "${1", "${1/a/b/}"])("%s is refused", (body) => {
    expect(() => expand(body)).toThrow(/snippet/);
  });

  test("tab stops and choices are listed", () => {
    expect(tabStops("${2:a ${3|x,y|}} $1 $2 $0")).toEqual([0, 1, 2, 3]);
    expect(choices("${2:a ${3|x,y|}}")).toEqual([{ tabStop: 3, items: ["x", "y"] }]);
  });
});

interface Snippet {
  readonly name: string;
  readonly file: string;
  readonly prefixes: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const folder = new URL("../../snippets/", import.meta.url);
const snippets = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .flatMap((file) => {
    const content = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Record<
      string,
      { prefix: string | string[]; description: string; body: string[] }
    >;
    return Object.entries(content).map(
      ([name, { prefix, description, body }]): Snippet => ({ name, file, prefixes: [prefix].flat(), description, body }),
    );
  });

function texts({ body }: Snippet): string[] {
  const list = [expand(body)];
  for (const choice of choices(body)) {
    for (const item of choice.items.slice(1)) {
      list.push(expand(body, { choose: (tabStop, items) => (tabStop === choice.tabStop ? item : (items[0] ?? "")) }));
    }
  }
  return list;
}

describe("every snippet", () => {
  test("has a prefix of its own and is listed in the documentation", () => {
    const prefixes = snippets.flatMap((snippet) => snippet.prefixes);
    expect(prefixes).toEqual([...new Set(prefixes)]);
    const page = readFileSync(new URL("../../docs/snippets.md", import.meta.url), "utf8");
    const listed = [...page.matchAll(/^\| (`.*?`) \|/gm)].flatMap((row) => [...(row[1] ?? "").matchAll(/`([^`]+)`/g)].map((code) => code[1]));
    expect(listed.sort()).toEqual(prefixes.sort());
  });

  test.each(snippets.map((snippet) => [snippet.prefixes[0] ?? snippet.name, snippet] as const))("%s is whole YAML", (_, snippet) => {
    expect(snippet.description).toMatch(/^[A-Z].*\.$/);
    expect(snippet.body.join("\n").match(/\$0/g)).toHaveLength(1);
    const stops = tabStops(snippet.body);
    expect(stops).toEqual(stops.map((_stop, index) => index));
    for (const text of texts(snippet)) {
      expect(text).not.toMatch(/\$|\t| $/m);
      for (const document of parseAllDocuments(text)) {
        if (!("errors" in document)) throw new Error("no document");
        expect(document.errors).toEqual([]);
        expect(document.toJS()).toMatchObject({
          apiVersion: expect.stringMatching(/^(v1|networking\.k8s\.io\/v1|networking\.istio\.io\/v1|security\.istio\.io\/v1|gateway\.networking\.k8s\.io\/v1)$/) as string,
          kind: expect.any(String) as string,
          metadata: { name: expect.any(String) as string, namespace: expect.any(String) as string },
        });
      }
    }
  });
});
