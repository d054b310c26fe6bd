// What a policy says that others for the same pods say too, or take back.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { relationOf } from '../net/range.ts';
import { byPlace } from '../workspace/workspace.ts';
import { neighboursOf } from './cross.ts';
import type { Neighbours, Outer } from './cross.ts';
import { coversPeer, coversPortsOf, isEmptyBlock, rulesOfPolicy } from './effect.ts';
import type { BlockPeer, Peer, PolicyRuleModel } from './model.ts';
import { redundancyOf } from './redundancy.ts';
import { exceptsOf, reopenedExcepts, reopening } from './undone.ts';
import type { ExceptSite, Reopening } from './undone.ts';

/** A rule, or a block of one, that rules of other policies for the same pods cover. */
export interface CoveredElsewhere {
  readonly rule: PolicyRuleModel;
  /** Absent where all of the rule is covered. */
  readonly peer?: BlockPeer;
  readonly by: readonly Outer[];
}

/** What a policy could do without because of others; of two that say the same the later one could. */
export function coveredElsewhere(resource: Resource, lookup: Lookup): readonly CoveredElsewhere[] {
  const neighbours = neighboursOf(resource, lookup);
  const { spoken } = redundancyOf(resource);
  return neighbours === undefined ? [] : rulesOfPolicy(resource).filter(({ value }) => !spoken.has(value)).flatMap((rule) => coveredIn(resource, rule, neighbours));
}

function coveredIn(resource: Resource, rule: PolicyRuleModel, neighbours: Neighbours): readonly CoveredElsewhere[] {
  const open = firstOf(neighbours.open(rule.direction), (outer) => covers(outer, resource, rule));
  if (open !== undefined) return [{ rule, by: [open] }];
  const by = new Map<Peer, Outer>();
  for (const peer of rule.peers) {
    const outer = firstOf(candidates(peer, rule, neighbours), (one) => covers(one, resource, rule, peer));
    if (outer !== undefined) by.set(peer, outer);
  }
  const { spoken } = redundancyOf(resource);
  const isRest = (peer: Peer): boolean => peer.type === 'block' && (spoken.has(peer.value) || isEmptyBlock(peer));
  if (by.size > 0 && rule.peers.every((peer) => by.has(peer) || isRest(peer))) return [{ rule, by: [...new Map([...by.values()].map((outer) => [outer.rule, outer])).values()] }];
  return [...by].flatMap(([peer, outer]): readonly CoveredElsewhere[] => (peer.type !== 'block' || isRest(peer) ? [] : [{ rule, peer, by: [outer] }]));
}

function candidates(peer: Peer, { direction }: PolicyRuleModel, neighbours: Neighbours): Iterable<Outer> {
  if (peer.type === 'block') return neighbours.around(direction, peer.range);
  return peer.type === 'selector' && peer.identity !== undefined ? neighbours.selecting(direction, peer.identity) : [];
}

function firstOf<Item>(items: Iterable<Item>, isWanted: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (isWanted(item)) return item;
  return undefined;
}

/** Whether a rule elsewhere covers a rule, or one peer of it; where each covers the other, only the earlier does. */
function covers(outer: Outer, resource: Resource, rule: PolicyRuleModel, peer?: Peer): boolean {
  if (!coversPortsOf(outer.rule, rule) || (peer !== undefined && !coversPeer(outer.rule, peer))) return false;
  if (!outer.samePods || byPlace(outer.resource, resource) < 0 || !coversPortsOf(rule, outer.rule)) return true;
  return outer.block === undefined ? outer.rule.anywhere && !rule.anywhere : !coversPeer(rule, outer.block);
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
  return sites.filter(({ except }) => !own.has(except)).flatMap((site) => reopenedSite(site, rules, neighbours));
}

function reopenedSite(site: ExceptSite, rules: readonly PolicyRuleModel[], neighbours: Neighbours): readonly ReopenedElsewhere[] {
  const { rule: { ports, direction }, except: { range } } = site;
  const outers = [...neighbours.open(direction), ...neighbours.around(direction, range)];
  if (ports === undefined || outers.length === 0) return [];
  const own = rules.filter((rule) => rule.direction === direction);
  const found = reopening(range, ports, [...own, ...new Set(outers.map(({ rule }) => rule))]);
  if (found.segments.length === 0) return [];
  const others = outers.filter(({ rule }) => found.by.includes(rule));
  const surely = others.some(({ samePods, block }) => samePods && (block === undefined || relationOf(range, block.range) === 'inside'));
  return [{ ...site, ...found, others, surely }];
}
