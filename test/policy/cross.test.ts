// What policies for the same pods say twice, and take back, against a model that counts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Resource } from '../../server/src/engine/model/resource.ts';
import type { Lookup } from '../../server/src/engine/model/rule.ts';
import { defaultOptions } from '../../server/src/engine/model/options.ts';
import { policyByEffect } from '../../server/src/engine/policy/cross-index.ts';
import { coveredElsewhere, reopenedElsewhere } from '../../server/src/engine/policy/cross-verdicts.ts';
import { blocksOf } from '../../server/src/engine/policy/effect.ts';
import { policyModel } from '../../server/src/engine/policy/model.ts';
import type { BlockPeer } from '../../server/src/engine/policy/model.ts';
import { redundancyOf } from '../../server/src/engine/policy/redundancy.ts';
import { exceptsOf } from '../../server/src/engine/policy/undone.ts';
import { createWorkspace } from '../../server/src/engine/workspace/workspace.ts';
import type { Value } from '../../server/src/engine/yaml/value.ts';
import { addressesIn, has, letThrough, policyText, portsIn, rule, together } from '../support/counted-policies.ts';
import type { Rule, Space } from '../support/counted-policies.ts';

interface Policy {
  readonly isForAll: boolean;
  readonly rules: readonly Rule[];
}

/** Networks of several sizes, so that those of one test lie in one file of the index or in several. */
const space: fc.Arbitrary<Space> = fc.oneof(
  fc.record({ family: fc.constant(4 as const), unit: fc.constantFrom(0, 2, 6, 14, 22, 28) }),
  fc.record({ family: fc.constant(6 as const), unit: fc.constantFrom(0, 6, 30, 62, 94) }),
);
/** Every rule has blocks here: one for every destination leaves nothing to look for. */
const withBlocks = rule.filter(({ blocks }) => blocks.length > 0);
const policies: fc.Arbitrary<readonly Policy[]> = fc.array(fc.record({ isForAll: fc.boolean(), rules: fc.array(fc.oneof({ weight: 8, arbitrary: withBlocks }, rule), { minLength: 1, maxLength: 2 }) }), { minLength: 2, maxLength: 3 });

function read(where: Space, all: readonly Policy[]): { readonly resources: readonly Resource[]; readonly lookup: Lookup } {
  const workspace = createWorkspace(defaultOptions, [policyByEffect]);
  const texts = all.map(({ isForAll, rules }, at) => policyText(where, rules, { name: `p${at}`, pods: isForAll ? '{}' : '{matchLabels: {app: web}}' }));
  workspace.update('p.yaml', texts.join('---\n'));
  const resources = workspace.manifests.get('p.yaml')?.entries.flatMap((entry) => entry.resources) ?? [];
  return { resources, lookup: workspace.lookupFor({}) };
}

/** What pods may reach: those that only the policies for all pods are for, and those that all are for. */
function reach(all: readonly Policy[]): readonly ReadonlySet<string>[] {
  return [all.filter(({ isForAll }) => isForAll), all].map((ones) => together(ones.flatMap(({ rules }) => rules)));
}

/** The policies as fixes would leave them. */
function without(all: readonly Policy[], resources: readonly Resource[], gone: ReadonlySet<Value>): readonly Policy[] {
  return all.map((one, at) => ({
    ...one,
    rules: one.rules.flatMap((written, number): readonly Rule[] => {
      const its = policyModel(resources[at]!)!.rules[number]!;
      const blocks = written.blocks.filter((_, position) => !gone.has(its.peers[position]!.value));
      return gone.has(its.value) || (written.blocks.length > 0 && blocks.length === 0) ? [] : [{ ...written, blocks }];
    }),
  }));
}

const network = (address: number, bits: number, ...except: readonly { readonly address: number; readonly bits: number }[]) => ({ address, bits, except: except.map((one) => ({ ...one, except: [] })) });
const ports = ['{port: 79, endPort: 81}'];
/** A network that one rule lists twice and another once. */
const thrice: readonly Policy[] = [
  { isForAll: false, rules: [{ blocks: [], ports: [] }] },
  { isForAll: true, rules: [{ blocks: [network(0, 1, { address: 0, bits: 0 }), network(8, 0)], ports }, { blocks: [network(8, 0), network(0, 0), network(8, 0)], ports }] },
];

describe('policies for the same pods', () => {
  test('lose nothing if all that others cover is deleted at once', () => {
    fc.assert(fc.property(space, policies, (where, all) => {
      const { resources, lookup } = read(where, all);
      const gone = new Set(resources.flatMap((resource) => [
        ...redundancyOf(resource).superfluous,
        ...coveredElsewhere(resource, lookup).map(({ rule: its, peer }) => peer?.value ?? its.value),
      ]));
      expect(reach(without(all, resources, gone))).toEqual(reach(all));
    }), { numRuns: 300, examples: [[{ family: 6, unit: 0 }, thrice]] });
  });

  test('are told of every block that larger rules of the others cover', () => {
    fc.assert(fc.property(space, policies, (where, all) => {
      const { resources, lookup } = read(where, all);
      resources.forEach((resource, at) => {
        const told = new Set(coveredElsewhere(resource, lookup).map(({ rule: its, peer }) => peer?.value ?? its.value));
        const { spoken } = redundancyOf(resource);
        policyModel(resource)!.rules.forEach((its, number) => {
          const written = all[at]!.rules[number]!;
          const ports = new Set(portsIn(written));
          const larger = all.filter((other, place) => place !== at && (other.isForAll || !all[at]!.isForAll)).flatMap((other) => other.rules.filter((one) => {
            const theirs = new Set(portsIn(one));
            return has(theirs, ports) && (theirs.size > ports.size || (other.isForAll && !all[at]!.isForAll));
          }));
          const allowed = together(larger);
          blocksOf(its).forEach((block, position) => {
            const mine = letThrough({ blocks: [written.blocks[position]!], ports: written.ports });
            if (mine.size === 0 || !has(allowed, mine)) return;
            expect([its.value, block.value].some((value) => told.has(value) || spoken.has(value))).toBe(true);
          });
        });
      });
    }), { numRuns: 250 });
  });
});

test('an exception is undone by others where they allow all of it on a port of its rule, and its own policy does not', () => {
  fc.assert(fc.property(space, policies, (where, all) => {
    const { resources, lookup } = read(where, all);
    resources.forEach((resource, at) => {
      const { isForAll, rules } = all[at]!;
      const told = new Set(reopenedElsewhere(resource, lookup).map(({ except }) => except.value));
      const own = together(rules);
      const both = together(all.flatMap((other, place) => (place === at || other.isForAll || !isForAll ? other.rules : [])));
      const model = policyModel(resource)!.rules;
      for (const { rule: its, peer, except } of exceptsOf(model)) {
        const written = rules[model.indexOf(its)]!;
        const blocks: BlockPeer[] = [...blocksOf(its)];
        const hole = written.blocks[blocks.indexOf(peer)]!.except[peer.excepts.indexOf(except)]!;
        const inside = [...addressesIn({ ...hole, except: [] })];
        const isOpen = (allowed: ReadonlySet<string>): boolean => portsIn(written).some((port) => inside.every((address) => allowed.has(`${address} ${port}`)));
        expect(told.has(except.value)).toBe(isOpen(both) && !isOpen(own));
      }
    });
  }), { numRuns: 300 });
});
