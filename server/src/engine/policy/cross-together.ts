/**
 * What blocks of several rules, of one other policy or of more, allow together. Nobody looks for the blocks inside a network,
 * of which there may be very many: the way goes from its first address to its last, from one block to the one that begins
 * behind it, and ends at the first gap. So what is read, and depended on, is little where nothing is covered.
 */
import type { Resource } from '../model/resource.ts';
import { coversAddresses, halfOf } from '../net/address-set.ts';
import type { Family } from '../net/family.ts';
import { portsIntersect } from '../net/port-set.ts';
import type { CidrRange } from '../net/range.ts';
import { lastOfRun } from '../net/within.ts';
import { byPlace } from '../workspace/workspace.ts';
import { isForMore } from './cross.ts';
import type { BlockOuter, Neighbours } from './cross.ts';
import { addressesOfRule, blocksOf, coversPortsOf, rulesOfPolicy } from './effect.ts';
import type { BlockPeer, PolicyRuleModel } from './model.ts';

/** How many steps from block to block may still be made for a policy. */
export interface Steps {
  left: number;
}

/** So many are made for one policy: what remains shows once what was found is mended. */
export function someSteps(): Steps {
  return { left: 2_048 };
}

/**
 * The blocks of others that cover a block of a rule together; `undefined` where an address of it is left. `around` are those at
 * its first address that are known already.
 */
export function coveredTogether(resource: Resource, rule: PolicyRuleModel, { range, addresses }: BlockPeer, around: readonly BlockOuter[], neighbours: Neighbours, steps: Steps): readonly BlockOuter[] | undefined {
  const members: BlockOuter[] = [];
  let isStart = true;
  for (const { first, last } of halfOf(addresses, range.family).intervals) {
    let at = first;
    while (at <= last) {
      if (steps.left-- <= 0) return undefined;
      const wide = isStart ? around : neighbours.around(rule.direction, range, at);
      const next = furthest(resource, rule, runsAt(at, [...wide, ...neighbours.below(rule.direction, range, at)]));
      if (next === undefined) return undefined;
      members.push(next.outer);
      at = next.last + 1n;
      isStart = false;
    }
  }
  return distinct(members);
}

/** A block that has an address, and the end of what it allows from there on without a gap. */
interface Run {
  readonly outer: BlockOuter;
  readonly last: bigint;
}

function runsAt(address: bigint, outers: readonly BlockOuter[]): readonly Run[] {
  return outers.flatMap((outer): readonly Run[] => {
    const last = lastOfRun(outer.block.addresses, outer.block.range.family, address);
    return last === undefined ? [] : [{ outer, last }];
  });
}

/**
 * The block that reaches furthest, of those that stay although this rule is there. Of rules for the same pods and ports only
 * the earlier ones count here, and of these no block that another one covers: that one is told of instead, and whatever is
 * told of may be deleted together.
 */
function furthest(resource: Resource, rule: PolicyRuleModel, runs: readonly Run[]): Run | undefined {
  const wide = runs.filter(({ outer }) => coversPortsOf(outer.rule, rule));
  const isLater = ({ outer }: Run): boolean => !isForMore(outer, rule) && byPlace(outer.resource, resource) > 0;
  const own = rulesOfPolicy(resource).filter((one) => one.direction === rule.direction && coversPortsOf(one, rule)).flatMap(blocksOf);
  const rivals = [...own, ...wide.filter(isLater).map(({ outer }) => outer.block)];
  const stays = ({ outer: { block } }: Run): boolean => !rivals.some(({ addresses }) => coversAddresses(addresses, block.addresses));
  return wide.toSorted(byReach).find((run) => isForMore(run.outer, rule) || (!isLater(run) && stays(run)));
}

function byReach(left: Run, right: Run): number {
  if (left.last !== right.last) return left.last > right.last ? -1 : 1;
  return left.outer.block.range.prefix - right.outer.block.range.prefix;
}

/** The blocks of others with a part of an exception, for as long as they or the policy's own rules leave no gap. */
export function partsAlong({ ports, direction }: PolicyRuleModel, range: CidrRange, own: readonly PolicyRuleModel[], neighbours: Neighbours, steps: Steps): readonly BlockOuter[] {
  const isConcerned = (one: PolicyRuleModel): boolean => ports !== undefined && one.ports !== undefined && portsIntersect(one.ports, ports);
  const ours = own.filter(isConcerned);
  const parts: BlockOuter[] = [];
  let at = range.first;
  while (at <= range.last && steps.left-- > 0) {
    const blocks = [...neighbours.around(direction, range, at), ...neighbours.below(direction, range, at)];
    const here = runsAt(at, blocks.filter(({ rule }) => isConcerned(rule)));
    // Others may go on where these end, on some of the ports: the next look is where the first of them ends.
    const nearest = lowest([...here.map((run) => run.last), ...endsOf(ours, range.family, at)]);
    if (nearest === undefined) break;
    parts.push(...here.map(({ outer }) => outer));
    at = nearest + 1n;
  }
  return distinct(parts);
}

function endsOf(rules: readonly PolicyRuleModel[], family: Family, address: bigint): readonly bigint[] {
  return rules.map((rule) => lastOfRun(addressesOfRule(rule), family, address)).filter((end) => end !== undefined);
}

function lowest(values: readonly bigint[]): bigint | undefined {
  return values.reduce<bigint | undefined>((least, value) => (least === undefined || value < least ? value : least), undefined);
}

/** A block may be met in several places. */
function distinct(outers: readonly BlockOuter[]): readonly BlockOuter[] {
  return [...new Map(outers.map((outer) => [outer.block, outer])).values()];
}
