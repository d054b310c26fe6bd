// Selectors against a model that tries every set of labels over two keys and three values.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contradictionIn, implies, matches, readSelector } from '../../server/src/engine/policy/selector.ts';
import type { Selector } from '../../server/src/engine/policy/selector.ts';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';

const keys = ['app', 'tier'];
/** `other` is named by no selector: it stands for all the values that are not. */
const values = [undefined, 'a', 'b', 'other'];
const everyLabels = values.flatMap((app) => values.map((tier) => new Map([['app', app], ['tier', tier]].filter((entry): entry is [string, string] => entry[1] !== undefined))));

const expression = fc.record({
  key: fc.constantFrom(...keys),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 }),
}).map(({ operator, ...rest }) => (operator === 'In' || operator === 'NotIn' ? { operator, ...rest } : { key: rest.key, operator }));
const selector = fc.array(expression, { maxLength: 4 }).map((matchExpressions): Selector => readSelector(parseDocument(JSON.stringify({ matchExpressions })).root));

const selected = (of: Selector): readonly number[] => everyLabels.flatMap((labels, at) => (matches(of, labels) ? [at] : []));

test('a contradiction is found where nothing can be selected, and only there', () => {
  fc.assert(fc.property(selector, (one) => {
    expect(contradictionIn(one) !== undefined).toBe(selected(one).length === 0);
  }), { numRuns: 2_000 });
});

test('what implies another selector selects nothing that the other one does not', () => {
  fc.assert(fc.property(selector, selector, (narrow, wide) => {
    fc.pre(implies(narrow, wide));
    const outer = new Set(selected(wide));
    expect(selected(narrow).filter((at) => !outer.has(at))).toEqual([]);
  }), { numRuns: 2_000 });
});

test('a selector implies itself, and everything implies the one that selects all', () => {
  const all = readSelector(parseDocument('{}').root);
  fc.assert(fc.property(selector, (one) => implies(one, one) && implies(one, all)));
});
