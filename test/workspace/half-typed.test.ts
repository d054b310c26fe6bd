// Half-typed text: at every prefix of a manifest, and whatever is done to its characters, no rule fails and every finding
// stands inside the text, on one line, with fixes that can be applied.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linterOf } from '../support/workspace.ts';

const examples = join(import.meta.dirname, '../../examples');
const texts = filesBelow(examples).map((path) => [path.slice(examples.length + 1), readFileSync(path, 'utf8')] as const);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : path.endsWith('.yaml') ? [path] : [];
  });
}

function checkSane(text: string): void {
  for (const finding of linterOf({ 'file.yaml': text }).findings('file.yaml')) {
    const { rule, span, message, severity, admission } = finding;
    const marked = text.slice(span.start, span.end);
    expect([rule, span.start >= 0 && span.end <= text.length && span.end > span.start, /\n./.test(marked)]).toEqual([rule, true, false]);
    expect(message).toMatch(/[.?!)]$/);
    expect(admission === 'rejected' ? severity : 'error').toBe('error');
    for (const edit of finding.fixes().flatMap((fix) => fix.edits)) expect(edit.span.start <= edit.span.end && edit.span.end <= text.length).toBe(true);
  }
}

describe('prefixes', () => {
  test.each(texts)('%s', (_, text) => {
    const step = Math.max(1, Math.floor(text.length / 150));
    for (let end = 1; end <= text.length; end += step) checkSane(text.slice(0, end));
  });
});

test('random damage', () => {
  const piece = fc.constantFrom(' ', '\n', '\t', ':', ': ', '- ', '#', '"', "'", '[', ']', '{', '}', ',', '&a ', '*a', '!', '|', '>', '%', '?', '<<: ', '~', '---\n', '{{', '}}', '${', '\r', '\u0000', '😀', '\ufeff');
  const damage = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(3), put: piece });
  fc.assert(fc.property(fc.constantFrom(...texts.map(([, text]) => text)), fc.array(damage, { minLength: 1, maxLength: 4 }), (text, damages) => {
    checkSane(damages.reduce((so, { at, cut, put }) => so.slice(0, Math.floor(at * so.length)) + put + so.slice(Math.floor(at * so.length) + cut), text));
  }), { numRuns: 500 });
}, 60_000);
