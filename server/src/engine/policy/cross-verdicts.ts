// What a policy says that others for the same pods say too, or take back.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { coversAddresses, halfOf, sameAddresses } from '../net/address-set.ts';
import { relationOf } from '../net/range.ts';
import { byPlace } from '../workspace/workspace.ts';
import { isForMore, neighboursOf } from './cross.ts';
import type { BlockOuter, Neighbours, Outer } from './cross.ts';
import { coveredTogether, partsAlong, someSteps } from './cross-together.ts';
import type { Steps } from './cross-together.ts';
import { coversPeer, coversPortsOf, isEmptyBlock, rulesOfPolicy } from './effect.ts';
import type { BlockPeer, Peer, PolicyRuleModel, SelectorPeer } from './model.ts';
import { redundancyOf } from './redundancy.ts';
import { exceptsOf, reopenedExcepts, reopening } from './undone.ts';
import type { ExceptSite, Reopening } from './undone.ts';

/** A rule, or a block of one, that rules of other policies for the same pods cover. */
export interface CoveredElsewhere {
  readonly rule: PolicyRuleModel;
  /** Absent where all of the rule is covered. */
  readonly peer?: BlockPeer;
  readonly by: readonly Outer[];
  /** One of the blocks is covered by several of these together, and by none alone. */
  readonly together: boolean;
}

/** What a policy could do without because of others; of two that say the same the later one could. */
export function coveredElsewhere(resource: Resource, lookup: Lookup): readonly CoveredElsewhere[] {
  const neighbours = neighboursOf(resource, lookup);
  if (neighbours === undefined) return [];
  const { spoken } = redundancyOf(resource);
  const steps = someSteps();
  return rulesOfPolicy(resource).filter(({ value }) => !spoken.has(value)).flatMap((rule) => coveredIn(resource, rule, neighbours, steps));
}

function coveredIn(resource: Resource, rule: PolicyRuleModel, neighbours: Neighbours, steps: Steps): readonly CoveredElsewhere[] {
  const open = firstOf(neighbours.open(rule.direction), (outer) => covers(outer, resource, rule));
  if (open !== undefined) return [{ rule, by: [open], together: false }];
  const { superfluous, spoken } = redundancyOf(resource);
  const isRest = (peer: Peer): boolean => peer.type === 'block' && (superfluous.has(peer.value) || isEmptyBlock(peer));
  const by = new Map<Peer, readonly Outer[]>();
  for (const peer of rule.peers) {
    if (peer.type === 'block' && !isRest(peer)) {
      const outers = coveringBlock(resource, rule, peer, neighbours, steps);
      if (outers.length > 0) by.set(peer, outers);
    } else if (peer.type === 'selector' && peer.identity !== undefined) {
      const outer = firstOf(neighbours.selecting(rule.direction, peer.identity), (one) => covers(one, resource, rule, peer));
      if (outer !== undefined) by.set(peer, [outer]);
    }
  }
  if (by.size > 0 && rule.peers.every((peer) => by.has(peer) || isRest(peer))) {
    // A rule that covers several of the blocks is named once, and of those that cover one together each block.
    const all = [...by.values()].flatMap((outers) => outers.map((outer) => [outers.length > 1 ? outer.block : outer.rule, outer] as const));
    return [{ rule, by: [...new Map(all).values()], together: all.length > by.size }];
  }
  return [...by].flatMap(([peer, outers]): readonly CoveredElsewhere[] => (peer.type !== 'block' || spoken.has(peer.value) ? [] : [{ rule, peer, by: outers, together: outers.length > 1 }]));
}

/** The one that covers a block alone, else those that do together, else nobody. */
function coveringBlock(resource: Resource, rule: PolicyRuleModel, peer: BlockPeer, neighbours: Neighbours, steps: Steps): readonly Outer[] {
  const first = halfOf(peer.addresses, peer.range.family).intervals[0]?.first;
  if (first === undefined || rule.ports === undefined) return [];
  const around: BlockOuter[] = [];
  for (const outer of neighbours.around(rule.direction, peer.range, first)) {
    if (coversBlock(outer, resource, rule, peer)) return [outer];
    around.push(outer);
  }
  return coveredTogether(resource, rule, peer, around, neighbours, steps) ?? [];
}

function firstOf<Item>(items: Iterable<Item>, isWanted: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (isWanted(item)) return item;
  return undefined;
}

/** Whether a rule elsewhere covers a rule, or a selector of it; where each covers the other, only the earlier does. */
function covers(outer: Outer, resource: Resource, rule: PolicyRuleModel, peer?: SelectorPeer): boolean {
  if (!coversPortsOf(outer.rule, rule) || (peer !== undefined && !coversPeer(outer.rule, peer))) return false;
  return isForMore(outer, rule) || byPlace(outer.resource, resource) < 0 || (outer.rule.anywhere && !rule.anywhere);
}

/** Whether a block elsewhere covers a block; of equal ones only the earlier does. */
function coversBlock(outer: BlockOuter, resource: Resource, rule: PolicyRuleModel, { addresses }: BlockPeer): boolean {
  if (!coversPortsOf(outer.rule, rule) || !coversAddresses(outer.block.addresses, addresses)) return false;
  return isForMore(outer, rule) || byPlace(outer.resource, resource) < 0 || !sameAddresses(outer.block.addresses, addresses);
}

/** An exception that other policies for the same pods allow after all. */
export interface ReopenedElsewhere extends ExceptSite, Reopening {
  /** The rules of other policies among `by`. */
  readonly others: readonly Outer[];
  /** One of those policies is for exactly the same pods, and allows more than the exception. */
  readonly surely: boolean;
}

export function reopenedElsewhere(resource: Resource, lookup: Lookup): readonly ReopenedElsewhere[] {
  const rules = rulesOfPolicy(resource);
  const hasExcepts = rules.some(({ peers }) => peers.some((peer) => peer.type === 'block' && peer.excepts.length > 0));
  const neighbours = hasExcepts ? neighboursOf(resource, lookup) : undefined;
  if (neighbours === undefined) return [];
  const sites = exceptsOf(rules);
  const own = new Set(reopenedExcepts(resource).filter(({ segments }) => segments.length > 0).map(({ except }) => except));
  const steps = someSteps();
  return sites.filter(({ except }) => !own.has(except)).flatMap((site) => reopenedSite(site, rules, neighbours, steps));
}

function reopenedSite(site: ExceptSite, rules: readonly PolicyRuleModel[], neighbours: Neighbours, steps: Steps): readonly ReopenedElsewhere[] {
  const { rule: { ports, direction }, except: { range } } = site;
  if (ports === undefined) return [];
  const own = rules.filter((rule) => rule.direction === direction);
  const outers = [...neighbours.open(direction), ...partsAlong(site.rule, range, own, neighbours, steps)];
  if (outers.length === 0) return [];
  const found = reopening(range, ports, [...own, ...new Set(outers.map(({ rule }) => rule))]);
  if (found.segments.length === 0) return [];
  const others = outers.filter(({ rule }) => found.by.includes(rule));
  const surely = others.some(({ samePods, block }) => samePods && (block === undefined || relationOf(range, block.range) === 'inside'));
  return [{ ...site, ...found, others, surely }];
}
