// What policies for the same pods say twice, or take back from one another.
import type { Resource } from '../model/resource.ts';
import { relationOf } from '../net/range.ts';
import { neighbourhood } from './cross.ts';
import type { Member, Neighbourhood, Outer } from './cross.ts';
import { coversPeer, coversPortsOf, isEmptyBlock } from './effect.ts';
import type { BlockPeer, Peer, PolicyRuleModel } from './model.ts';
import { redundancyOf } from './redundancy.ts';
import { exceptsOf, reopenedExcepts, reopening } from './undone.ts';
import type { ExceptSite, Reopening } from './undone.ts';

/** A rule, or a block of one, that rules of other policies for the same pods cover. */
export interface CoveredElsewhere {
  readonly resource: Resource;
  readonly rule: PolicyRuleModel;
  /** Absent where all of the rule is covered. */
  readonly peer?: BlockPeer;
  readonly by: readonly Outer[];
}

/** What each of the policies could do without because of the others; of two that say the same the later. */
export function coveredElsewhere(resources: readonly Resource[]): readonly CoveredElsewhere[] {
  const around = neighbourhood(resources);
  return around.members.flatMap((member) => member.rules.flatMap((rule) => coveredIn(member, rule, around)));
}

function coveredIn(member: Member, rule: PolicyRuleModel, around: Neighbourhood): readonly CoveredElsewhere[] {
  const { resource } = member;
  const { spoken } = redundancyOf(resource);
  if (spoken.has(rule.value)) return [];
  const open = around.open(member, rule.direction).find((outer) => covers(outer, member, rule));
  if (open !== undefined) return [{ resource, rule, by: [open] }];
  const by = new Map<Peer, Outer>();
  for (const peer of rule.peers) {
    const outer = candidates(peer, member, rule, around).find((one) => covers(one, member, rule, peer));
    if (outer !== undefined) by.set(peer, outer);
  }
  if (by.size === 0) return [];
  const isRest = (peer: Peer): boolean => peer.type === 'block' && (spoken.has(peer.value) || isEmptyBlock(peer));
  if (rule.peers.every((peer) => by.has(peer) || isRest(peer))) return [{ resource, rule, by: [...new Map([...by.values()].map((outer) => [outer.rule, outer])).values()] }];
  return [...by].flatMap(([peer, outer]): readonly CoveredElsewhere[] => (peer.type !== 'block' || isRest(peer) ? [] : [{ resource, rule, peer, by: [outer] }]));
}

function candidates(peer: Peer, member: Member, rule: PolicyRuleModel, around: Neighbourhood): readonly Outer[] {
  if (peer.type === 'block') return around.around(member, rule.direction, peer.range);
  return peer.type === 'selector' && peer.identity !== undefined ? around.selecting(member, rule.direction, peer.identity) : [];
}

/** Whether a rule elsewhere covers a rule, or one peer of it; where each covers the other, only the earlier does. */
function covers(outer: Outer, member: Member, rule: PolicyRuleModel, peer?: Peer): boolean {
  if (!coversPortsOf(outer.rule, rule) || (peer !== undefined && !coversPeer(outer.rule, peer))) return false;
  if (outer.member.pods !== member.pods || outer.member.at < member.at || !coversPortsOf(rule, outer.rule)) return true;
  return outer.block === undefined ? outer.rule.anywhere && !rule.anywhere : !coversPeer(rule, outer.block);
}

/** An exception that other policies for the same pods allow after all. */
export interface ReopenedElsewhere extends ExceptSite, Reopening {
  readonly resource: Resource;
  /** The rules of other policies among `by`. */
  readonly others: readonly Outer[];
  /** One of those policies is for exactly the same pods, and allows more than the exception. */
  readonly surely: boolean;
}

export function reopenedElsewhere(resources: readonly Resource[]): readonly ReopenedElsewhere[] {
  const around = neighbourhood(resources);
  return around.members.flatMap((member) => {
    const own = new Set(reopenedExcepts(member.resource).filter(({ segments }) => segments.length > 0).map(({ except }) => except));
    return exceptsOf(member.rules).filter(({ except }) => !own.has(except)).flatMap((site) => reopenedSite(site, member, around));
  });
}

function reopenedSite(site: ExceptSite, member: Member, around: Neighbourhood): readonly ReopenedElsewhere[] {
  const { rule: { ports, direction }, except: { range } } = site;
  const outers = [...around.open(member, direction), ...around.around(member, direction, range)];
  if (ports === undefined || outers.length === 0) return [];
  const own = member.rules.filter((rule) => rule.direction === direction);
  const found = reopening(range, ports, [...own, ...new Set(outers.map(({ rule }) => rule))]);
  if (found.segments.length === 0) return [];
  const others = outers.filter(({ rule, block }, at) => found.by.includes(rule) && outers.findIndex((one) => one.rule === rule && one.block === block) === at);
  const surely = others.some(({ member: { pods }, block }) => pods === member.pods && (block === undefined || relationOf(range, block.range) === 'inside'));
  return [{ ...site, ...found, resource: member.resource, others, surely }];
}
