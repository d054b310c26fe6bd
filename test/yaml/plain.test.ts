// The short way of reading must say what the parser says, for whatever it does not leave to it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWithNodes } from '../../server/src/engine/yaml/document.ts';
import { readPlain } from '../../server/src/engine/yaml/plain.ts';
import { splitDocuments } from '../../server/src/engine/yaml/split.ts';
import type { ParsedDocument, Value } from '../../server/src/engine/yaml/value.ts';

const root = join(import.meta.dirname, '..', '..');

function textsIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name)).sort()
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .flatMap((text) => splitDocuments(text).map(({ start, end }) => text.slice(start, end)));
}

const documents = [...textsIn('test/rules'), ...textsIn('examples')];

/** All that can be asked of a value. */
function told(value: Value): unknown {
  const { type, scalar, step, span, key, keySpan, keyScalar, keySource, isPlain, isFlow, isAlias, hasUnknownEntries, source } = value;
  return { type, scalar, step, span, key, keySpan, keyScalar, keySource, isPlain, isFlow, isAlias, hasUnknownEntries, source, children: value.children().map(told) };
}

function toldOf({ text, root: value, problems, refused, templated }: ParsedDocument): unknown {
  return { text, problems, refused, templated, root: told(value) };
}

function expectSame(text: string): boolean {
  const plain = readPlain(text);
  if (plain !== undefined) expect(toldOf(plain)).toEqual(toldOf(parseWithNodes(text)));
  return plain !== undefined;
}

test('what is read the short way is what the parser reads, and that is most of it', () => {
  const written = documents.filter((text) => !/[{[]\w|\{\{|\r/.test(text));
  expect(documents.filter(expectSame).length).toBeGreaterThan(written.length * 0.8);
});

/** What people and tools put between the characters of a manifest. */
const pieces = ['\n', '\n  ', '\n    ', ' ', '  ', ':', ': ', '- ', '\n- ', '\n  - ', '#', ' # note', '\n# note\n', '\n  # note\n', '\n      # note\n', '"', "'", '{}', '[]', '~', 'null', 'key: value\n', '  key:\n', 'yes', '010', '---\n', '...\n', '|\n', '>-\n', '&a ', '*a', '!!str ', '? ', '<<: ', '[a, b]', '{ }', '--', '\t', '\r\n', '\\', '${A}', '@', '`', '%', ',', 'é', '\u00a0', 'x'.repeat(50)];

const edited = fc.tuple(fc.constantFrom(...documents.filter((text) => text.length < 1500)), fc.array(fc.record({ at: fc.nat(), take: fc.nat({ max: 12 }), put: fc.constantFrom('', ...pieces) }), { minLength: 1, maxLength: 4 }))
  .map(([text, edits]) => edits.reduce((now, { at, take, put }) => {
    const from = at % (now.length + 1);
    return now.slice(0, from) + put + now.slice(from + take);
  }, text));

test('and of anything that an edit makes of them', () => {
  fc.assert(fc.property(edited, (text) => { expectSame(text); }), { numRuns: 5_000 });
});

const line = fc.tuple(fc.nat({ max: 4 }), fc.constantFrom('a:', 'b:', 'a: 1', 'b: x # note', '- a: 1', '- b', '- a:', '# note', '', "- 'x'", 'c: {}', 'd: "q"', '-', 'a', 'e: # note', 'f:  ', '- - x', '- []', 'g: [x, "y"]', 'h: --x', 'null: 1', 'yes: 1')).map(([depth, text]) => ' '.repeat(depth) + text);

test('and of lines put together at random', () => {
  let short = 0;
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), fc.boolean(), (lines, ends) => { if (expectSame(`${lines.join('\n')}${ends ? '\n' : ''}`)) short++; }), { numRuns: 30_000 });
  expect(short).toBeGreaterThan(500);
});
