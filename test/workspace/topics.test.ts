import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crowd } from '../../server/src/engine/model/rule.ts';
import { createTopics } from '../../server/src/engine/workspace/topics.ts';
import type { Place } from '../../server/src/engine/workspace/topics.ts';

const change = fc.record({ add: fc.boolean(), member: fc.nat(12) });

test('readers are told of what they have read, and of nothing else', () => {
  fc.assert(fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 12 }), (updates) => {
    const topics = createTopics<number>((a, b) => a - b);
    const readers = { all: {}, any: {}, three: {}, part: {} };
    const largestEven = { id: 'largest even', answer: (lists: readonly (readonly number[])[]) => lists.flat().findLast((one) => one % 2 === 0) ?? 0, isSame: (one: number, other: number) => one === other };
    const other: Place = [{}, 'never used'];
    const place: Place = [{}, 't'];
    let members: readonly number[] = [];
    const read = (): void => {
      for (const reader of Object.values(readers)) topics.release(reader);
      expect(topics.all(place, readers.all)).toEqual(members);
      expect(topics.first(place, 3, readers.three)).toEqual(members.slice(0, 3));
      expect(topics.any(place, readers.any)).toBe(members.length > 0);
      expect(topics.part([place, other], largestEven, readers.part)).toBe(largestEven.answer([members]));
    };
    read();
    for (const update of updates) {
      const before = members;
      for (const { add, member } of update) {
        if (add) topics.join(member, [place]);
        else topics.leave(member);
        members = [...new Set(add ? [...members, member] : members.filter((one) => one !== member))].sort((a, b) => a - b);
      }
      const dirty = topics.takeDirty();
      if (JSON.stringify(before) !== JSON.stringify(members)) expect(dirty.has(readers.all)).toBe(true);
      expect(dirty.has(readers.three)).toBe(JSON.stringify(before.slice(0, 3)) !== JSON.stringify(members.slice(0, 3)));
      if ((before.length > 0) !== (members.length > 0)) expect(dirty.has(readers.any)).toBe(true);
      expect(dirty.has(readers.part)).toBe(largestEven.answer([before]) !== largestEven.answer([members]));
      read();
    }
  }), { numRuns: 500 });
});

test('who has asked whether there is a crowd is told when that changes', () => {
  const topics = createTopics<number>((a, b) => a - b);
  const place: Place = [{}, 't'];
  const reader = {};
  for (let member = 0; member < crowd; member++) topics.join(member, [place]);
  expect(topics.isCrowded(place, reader)).toBe(false);
  topics.takeDirty();
  topics.join(crowd, [place]);
  expect(topics.takeDirty().has(reader)).toBe(true);
  expect(topics.isCrowded(place, reader)).toBe(true);
  topics.join(crowd + 1, [place]);
  topics.leave(0);
  expect(topics.takeDirty().has(reader)).toBe(false);
  topics.leave(1);
  expect(topics.takeDirty().has(reader)).toBe(true);
  expect(topics.isCrowded(place, reader)).toBe(false);
});
