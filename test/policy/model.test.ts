// The model of what policies let through against one that counts: sixteen addresses, a few ports, every pair asked for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkPolicy } from '../../server/src/engine/kinds/network-policy.ts';
import type { Family } from '../../server/src/engine/net/family.ts';
import type { Resource } from '../../server/src/engine/model/resource.ts';
import { addressesOf, coversAddresses } from '../../server/src/engine/net/address-set.ts';
import { hostRange, rangeOf } from '../../server/src/engine/net/range.ts';
import { policyModel } from '../../server/src/engine/policy/model.ts';
import type { BlockPeer, PolicyRuleModel } from '../../server/src/engine/policy/model.ts';
import { blocksOf, coversRule } from '../../server/src/engine/policy/effect.ts';
import { mergers } from '../../server/src/engine/policy/merge.ts';
import { redundancyOf } from '../../server/src/engine/policy/redundancy.ts';
import { exceptsOf, reopenedExcepts } from '../../server/src/engine/policy/undone.ts';
import { superfluousRanges } from '../../server/src/engine/policy/ranges.ts';
import { defaultOptions } from '../../server/src/engine/model/options.ts';
import { readManifest } from '../../server/src/engine/workspace/manifest.ts';
import type { Value } from '../../server/src/engine/yaml/value.ts';
import { addressesIn, base, has, letThrough, network, policy, policyText, portsIn, together } from '../support/counted-policies.ts';
import type { Rule } from '../support/counted-policies.ts';

function read(family: Family, rules: readonly Rule[]): Resource {
  const resource = readManifest('p.yaml', policyText({ family, unit: 0 }, rules), defaultOptions).manifest.entries[0]?.resources[0];
  if (resource?.kind !== networkPolicy) throw new Error('no policy');
  return resource;
}

function modelRules(resource: Resource): readonly PolicyRuleModel[] {
  return policyModel(resource)?.rules ?? [];
}

/** The rules without some of their peers and without some rules, as a fix would leave them. */
function without(rules: readonly Rule[], gone: ReadonlySet<Value>, model: readonly PolicyRuleModel[]): readonly Rule[] {
  return rules.flatMap((one, at): readonly Rule[] => {
    const its = model[at];
    if (its === undefined || gone.has(its.value)) return [];
    const blocks = one.blocks.filter((_, number) => !gone.has(its.peers[number]!.value));
    return one.blocks.length > 0 && blocks.length === 0 ? [] : [{ ...one, blocks }];
  });
}

describe('policies', () => {
  test('a block has the addresses of its range without those of its exceptions', () => {
    fc.assert(fc.property(policy, ({ family, rules }) => {
      modelRules(read(family, rules)).forEach((its, at) => {
        blocksOf(its).forEach(({ addresses }, number) => {
          const expected = addressesIn(rules[at]!.blocks[number]!);
          for (let address = 0; address < 16; address++) {
            expect(coversAddresses(addresses, addressesOf([hostRange(family, base[family] + BigInt(address))]))).toBe(expected.has(address));
          }
        });
      });
    }), { numRuns: 100 });
  });

  test('a rule covers another one if it lets all of it through', () => {
    fc.assert(fc.property(policy, ({ family, rules }) => {
      const model = modelRules(read(family, rules));
      for (const [a, outer] of rules.entries()) for (const [b, inner] of rules.entries()) {
        if (letThrough(inner).size > 0) expect(coversRule(model[a]!, model[b]!)).toBe(has(letThrough(outer), letThrough(inner)));
      }
    }), { numRuns: 200 });
  });

  test('what other rules make superfluous may go, all of it at once', () => {
    fc.assert(fc.property(policy, ({ family, rules }) => {
      const resource = read(family, rules);
      const { rules: redundant, peers } = redundancyOf(resource);
      const gone = new Set<Value>([...redundant.map((one) => one.rule.value), ...peers.map(({ peer }) => peer.value)]);
      expect(together(without(rules, gone, modelRules(resource)))).toEqual(together(rules));
    }), { numRuns: 500 });
  });

  test('of the rules that are left none is under another one', () => {
    fc.assert(fc.property(policy, ({ family, rules }) => {
      const resource = read(family, rules);
      const { rules: redundant, peers } = redundancyOf(resource);
      const gone = new Set<Value>([...redundant.map((one) => one.rule.value), ...peers.map(({ peer }) => peer.value)]);
      const left = without(rules, gone, modelRules(resource)).filter((one) => letThrough(one).size > 0);
      for (const inner of left) expect(left.filter((one) => one !== inner && has(letThrough(one), letThrough(inner)))).toEqual([]);
    }), { numRuns: 300 });
  });

  test('each block that other blocks of its rule make superfluous may go, and so may those found as a union', () => {
    fc.assert(fc.property(policy, ({ family, rules }) => {
      const resource = read(family, rules);
      const model = modelRules(resource);
      for (const { item } of superfluousRanges(resource)) expect(together(without(rules, new Set([item.item]), model))).toEqual(together(rules));
      expect(together(without(rules, new Set(superfluousRanges(resource).map(({ item }) => item.item)), model))).toEqual(together(rules));
      expect(together(without(rules, new Set(redundancyOf(resource).united.map(({ peer }) => peer.value)), model))).toEqual(together(rules));
      expect(together(without(rules, redundancyOf(resource).superfluous, model))).toEqual(together(rules));
    }), { numRuns: 500 });
  });

  test('a block under the union of the others is found', () => {
    fc.assert(fc.property(policy, ({ family, rules }) => {
      const resource = read(family, rules);
      const { spoken } = redundancyOf(resource);
      modelRules(resource).forEach((its, at) => {
        blocksOf(its).forEach((one, number) => {
          const own = addressesIn(rules[at]!.blocks[number]!);
          const kept = rules[at]!.blocks.filter((_, other) => other !== number && !spoken.has(its.peers[other]!.value));
          const others = new Set(kept.flatMap((each) => [...addressesIn(each)]));
          const covered = own.size > 0 && [...own].every((address) => others.has(address));
          if (covered) expect(spoken.has(one.value)).toBe(true);
        });
      });
    }), { numRuns: 300 });
  });
});

describe('exceptions', () => {
  test('are undone where the policy allows all of them on a port of their rule', () => {
    fc.assert(fc.property(policy, ({ family, rules }) => {
      const resource = read(family, rules);
      const model = modelRules(resource);
      const all = together(rules);
      const found = new Map(reopenedExcepts(resource).map((one) => [one.except.value, one]));
      for (const { rule: its, peer, except } of exceptsOf(model)) {
        const at = model.indexOf(its);
        const own: BlockPeer[] = [...blocksOf(its)];
        const hole = rules[at]!.blocks[own.indexOf(peer)]!.except[peer.excepts.indexOf(except)]!;
        const inside = [...addressesIn({ ...hole, except: [] })];
        const ports = portsIn(rules[at]!);
        const open = ports.filter((port) => inside.every((address) => all.has(`${address} ${port}`)));
        const partly = ports.some((port) => inside.some((address) => all.has(`${address} ${port}`)));
        expect((found.get(except.value)?.segments.length ?? 0) > 0).toBe(open.length > 0);
        expect(found.has(except.value)).toBe(partly);
        if (open.length > 0) expect(found.get(except.value)?.everywhere).toBe(open.length === ports.length);
      }
    }), { numRuns: 500 });
  });
});

describe('networks that are one', () => {
  test('are merged to exactly what they are, and no further merger is possible', () => {
    fc.assert(fc.property(fc.constantFrom<Family>(4, 6), fc.array(network, { maxLength: 12 }), (family, networks) => {
      const ranges = networks.map(({ address, bits }) => rangeOf(family, base[family] + BigInt(address), (family === 4 ? 32 : 128) - bits));
      const addresses = (list: readonly { readonly address: number; readonly bits: number }[]): readonly number[] => [...new Set(list.flatMap((one) => [...addressesIn({ ...one, except: [] })]))].sort((a, b) => a - b);
      const merged = mergers(ranges);
      for (const { range, members } of merged) {
        expect(members.length).toBeGreaterThan(1);
        const bits = (family === 4 ? 32 : 128) - range.prefix;
        expect(addresses(members.map((at) => networks[at]!))).toEqual(addresses([{ address: Number(range.first - base[family]), bits }]));
      }
      const left = [...merged.map(({ range }) => range), ...ranges.filter((_, at) => !merged.some(({ members }) => members.includes(at)))];
      expect(mergers(left)).toEqual([]);
    }), { numRuns: 500 });
  });
});
