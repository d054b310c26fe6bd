// Nesting that is deeper than any stack costs the document, and nothing else.
import { expect, test } from 'vitest';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';

const deep = 50_000;

test.each(['- ', '? ', '[', '{a: ', '[{'])('%j, again and again', (opening) => {
  const { problems, root } = parseDocument(`${opening.repeat(deep)}\n`);
  expect(problems).not.toEqual([]);
  expect(root.at('kind').exists).toBe(false);
});
