/**
 * Who else speaks for the pods of a policy: the policies of its namespace that select the same pods by the same words, or
 * every pod. What is asked for here is tracked: a policy is looked at again when one that may cover a part of it changes.
 */
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import type { Family } from '../net/family.ts';
import type { CidrRange } from '../net/range.ts';
import { blocksByFile, filesAround, filesBelow, groupKey, largeKey, policyByEffect, standingOf } from './cross-index.ts';
import type { FileAround, Filed, Standing } from './cross-index.ts';
import { coversPortsOf, rulesOfPolicy } from './effect.ts';
import type { BlockPeer, Direction, PolicyRuleModel } from './model.ts';
import { redundancyOf } from './redundancy.ts';

/** A rule of another policy. */
export interface Outer {
  readonly resource: Resource;
  readonly rule: PolicyRuleModel;
  /** The block that was found around the one in question; absent for a rule for every destination, and for selectors. */
  readonly block?: BlockPeer;
  /** The policy is for exactly the same pods, not for all. */
  readonly samePods: boolean;
}

/** A rule of another policy that was found by a block of it. */
export type BlockOuter = Outer & { readonly block: BlockPeer };

/** Whether a rule that has all ports of another one is for more ports or more pods than that. */
export function isForMore({ rule, samePods }: Outer, than: PolicyRuleModel): boolean {
  return !samePods || !coversPortsOf(than, rule);
}

/**
 * The other policies for the pods of one, without what is superfluous in themselves. Nothing is looked up, and depended on,
 * before it is asked for.
 */
export interface Neighbours {
  /** The rules that allow every destination. */
  open(direction: Direction): Iterable<Outer>;
  /** Those that have a block with an address of a network, except smaller blocks in the files below that of the network. */
  around(direction: Direction, range: CidrRange, address: bigint): Iterable<BlockOuter>;
  /** Those with such a smaller block. */
  below(direction: Direction, range: CidrRange, address: bigint): Iterable<BlockOuter>;
  /** Those with this selector among their peers. */
  selecting(direction: Direction, identity: string): Iterable<Outer>;
}

/** So many policies are looked at for each question: one reason is enough. */
const compared = 32;

/** The neighbours of a policy; `undefined` where it is alone with its pods. */
export function neighboursOf(resource: Resource, lookup: Lookup): Neighbours | undefined {
  const standing = standingOf(resource);
  if (standing === undefined) return undefined;
  const groups = groupsOf(standing, lookup);
  if (groups.length === 0) return undefined;
  const find = function* <Item extends Found>(key: string, outersOf: (other: Resource) => readonly Item[]): Generator<Item & Outer> {
    for (const { group, samePods } of groups) {
      for (const other of lookup.first(policyByEffect, `${group}\n${key}`, compared)) {
        if (other === resource || isSameObject(other, resource)) continue;
        const { superfluous } = redundancyOf(other);
        for (const found of outersOf(other)) if (!superfluous.has(found.block?.value ?? found.rule.value)) yield { ...found, resource: other, samePods };
      }
    }
  };
  const among = function* (direction: Direction, files: readonly FileAround[], family: Family, address: bigint): Generator<BlockOuter> {
    const blocksIn = (other: Resource, { file }: FileAround): readonly Filed[] => (blocksByFile(other).get(`${direction} ${file}`) ?? []).filter(({ block }) => hasAddress(block.range, family, address));
    for (const one of files) yield* find(`${direction} ${one.file}`, (other) => blocksIn(other, one));
    for (const coarse of new Set(files.map((one) => one.coarse))) {
      yield* find(largeKey(direction, coarse), (other) => files.filter((one) => one.coarse === coarse).flatMap((one) => blocksIn(other, one)));
    }
  };
  return {
    open: (direction) => find(`${direction} open`, (other) => rulesIn(other, direction).filter(({ anywhere }) => anywhere).map((rule) => ({ rule }))),
    around: (direction, range, address) => among(direction, filesAround(range), range.family, address),
    below: (direction, range, address) => among(direction, filesBelow(range, address), range.family, address),
    selecting: (direction, identity) => find(`${direction} pods ${identity}`, (other) =>
      rulesIn(other, direction).filter(({ peers }) => peers.some((peer) => peer.type === 'selector' && peer.identity === identity)).map((rule) => ({ rule }))),
  };
}

type Found = Pick<Outer, 'rule' | 'block'>;

function hasAddress(range: CidrRange, family: Family, address: bigint): boolean {
  return range.family === family && range.first <= address && address <= range.last;
}

/** The groups of policies that may have something to say: with another policy for the same pods, and with one for all pods. */
function groupsOf(standing: Standing, lookup: Lookup): readonly { readonly group: string; readonly samePods: boolean }[] {
  const own = groupKey(standing);
  const all = groupKey({ ...standing, pods: '' });
  return [
    ...(lookup.first(policyByEffect, own, 2).length > 1 ? [{ group: own, samePods: true }] : []),
    ...(own !== all && lookup.any(policyByEffect, all) ? [{ group: all, samePods: false }] : []),
  ];
}

function rulesIn(resource: Resource, direction: Direction): readonly PolicyRuleModel[] {
  return rulesOfPolicy(resource).filter((rule) => rule.direction === direction && rule.ports !== undefined);
}

/** Two manifests of one policy, such as those of two environments, are no two policies. */
function isSameObject(one: Resource, other: Resource): boolean {
  return one.name !== undefined && one.name === other.name;
}
