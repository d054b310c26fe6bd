/** Hover, completion, definition and outline at every offset of every example, and in text that is half typed: never a failure. */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { complete, createLinter, defaultOptions, definition, hover, symbols } from '../../server/src/engine/index.ts';
import type { Linter } from '../../server/src/engine/index.ts';
import { linterOf, readFolder } from '../support/workspace.ts';

const examples = readFolder(resolve(import.meta.dirname, '../../examples'));
const linter = linterOf(examples);

test.each(Object.keys(examples))('%s at every offset', (uri) => {
  const text = examples[uri] ?? '';
  for (let offset = 0; offset <= text.length; offset++) everything(linter, uri, text, offset);
  checkSymbols(linter, uri, text);
}, 60_000);

test.each(Object.entries(examples).filter((_, index) => index % 6 === 0))('%s at every prefix, and with every third line gone', (uri, text) => {
  const own = createLinter(defaultOptions, (rule, _uri, error) => { throw new Error(rule, { cause: error }); });
  for (let end = 0; end <= text.length; end += 3) {
    const prefix = text.slice(0, end);
    own.update(uri, prefix);
    everything(own, uri, prefix, end);
    checkSymbols(own, uri, prefix);
  }
  const lines = text.split('\n');
  for (let gone = 0; gone < lines.length; gone += 3) {
    const broken = lines.filter((_, index) => index !== gone).join('\r\n').replaceAll(': ', gone % 2 === 0 ? ': ' : ':');
    own.update(uri, broken);
    for (let offset = 0; offset <= broken.length; offset += 7) everything(own, uri, broken, offset);
  }
}, 60_000);

test('a look costs next to nothing', () => {
  const policies = Array.from({ length: 2000 }, (_, index) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p${index}, namespace: shop }
spec:
  podSelector: {}
  egress:
    - to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]
`);
  const text = `apiVersion: v1\nkind: List\nitems:\n${policies.map((one) => `  - ${one.trimEnd().replaceAll('\n', '\n    ')}\n`).join('')}`;
  const own = linterOf({ 'big.yaml': text });
  const at = text.lastIndexOf('10.0.0.0/8') + 3;
  expect(hover(own, 'big.yaml', at)?.markdown).toContain('16,711,680');
  const started = performance.now();
  for (let round = 0; round < 50; round++) hover(own, 'big.yaml', at);
  expect((performance.now() - started) / 50).toBeLessThan(10);
});

function everything(of: Linter, uri: string, text: string, offset: number): void {
  const found = hover(of, uri, offset);
  if (found !== undefined) {
    must(found.span.start <= offset && offset <= found.span.end, 'the hover is about what is under the pointer', uri, offset);
    must(!/undefined|\[object|NaN/.test(found.markdown), found.markdown, uri, offset);
  }
  for (const { span, label } of complete(of, uri, offset)) {
    must(span.start <= offset && offset <= span.end && !text.slice(span.start, span.end).includes('\n'), `${label} replaces the word at the cursor`, uri, offset);
  }
  definition(of, uri, offset);
}

function checkSymbols(of: Linter, uri: string, text: string): void {
  const visit = (list: ReturnType<typeof symbols>): void => {
    for (const { name, span, selectionSpan, children } of list) {
      must(name !== '', 'a symbol has a name', uri, span.start);
      must(span.start <= selectionSpan.start && selectionSpan.end <= span.end && span.end <= text.length, `${name} holds what is selected`, uri, span.start);
      visit(children);
    }
  };
  visit(symbols(of, uri));
}

/** `expect` takes longer than all that is tested here. */
function must(holds: boolean, what: string, uri: string, offset: number): void {
  if (!holds) throw new Error(`${uri}, offset ${offset}: ${what}`);
}
