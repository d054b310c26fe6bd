/**
 * What becomes of an exception: policies only add up, so whatever else allows the same addresses on the same port lets
 * them through after all. Asked port by port: two rules that each re-open one half, on different ports, undo nothing.
 */
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { hasNoAddresses } from '../net/address-set.ts';
import { families } from '../net/family.ts';
import { setOf } from '../net/interval-set.ts';
import type { Interval } from '../net/intervals.ts';
import { areAscending, findOverlaps } from '../net/overlap.ts';
import { hasSegment, portSegments } from '../net/port-segments.ts';
import type { PortSegment } from '../net/port-segments.ts';
import { coversPorts, portsIntersect } from '../net/port-set.ts';
import type { PortSet } from '../net/port-set.ts';
import { relationOf } from '../net/range.ts';
import type { CidrRange } from '../net/range.ts';
import { hasRange, partWithin } from '../net/within.ts';
import { addressesOfRule, blocksOf, rulesOfPolicy, uniteAddresses } from './effect.ts';
import type { BlockPeer, PolicyRuleModel } from './model.ts';
import { directions } from './model.ts';
import { portsIdentity } from './ports.ts';

export type Except = BlockPeer['excepts'][number];

/** An exception that can be judged: inside its range, and not inside another one. */
export interface ExceptSite {
  readonly rule: PolicyRuleModel;
  readonly peer: BlockPeer;
  readonly except: Except;
}

/** What of an exception other rules allow. */
export interface Reopening {
  /** The ports on which all of it is let through; empty where only a part is. */
  readonly segments: readonly PortSegment[];
  /** Whether these are all the ports of the exception's rule: the exception does nothing at all. */
  readonly everywhere: boolean;
  /** The rules that let it through, or the part of it. */
  readonly by: readonly PolicyRuleModel[];
}

export interface ReopenedExcept extends ExceptSite, Reopening {}

/** The exceptions of a policy's rules in force that are allowed after all, wholly or in part, by the policy itself. */
export const reopenedExcepts = perResource((resource: Resource): readonly ReopenedExcept[] => {
  const rules = rulesOfPolicy(resource);
  return directions.flatMap((direction) => {
    const own = rules.filter((rule) => rule.direction === direction);
    const sites = exceptsOf(own);
    return sites.length === 0 ? [] : reopenedBy(sites, own);
  });
});

/** The exceptions of rules whose ports are known. */
export function exceptsOf(rules: readonly PolicyRuleModel[]): readonly ExceptSite[] {
  return rules.filter(({ ports }) => ports !== undefined).flatMap((rule) => blocksOf(rule).flatMap((peer) => {
    if (peer.excepts.length === 0 || hasNoAddresses(peer.addresses)) return [];
    const inside = peer.excepts.filter(({ range }) => relationOf(range, peer.range) === 'inside');
    return outermost(inside).map((except) => ({ rule, peer, except }));
  }));
}

function outermost(excepts: readonly Except[]): readonly Except[] {
  const ranges = excepts.map(({ range }) => range);
  if (areAscending(ranges)) return excepts;
  const { container, duplicateOf } = findOverlaps(ranges);
  return excepts.filter((_, at) => container[at] === -1 && duplicateOf[at] === -1);
}

/** More looks at a rule than these are not taken for one policy. */
const looks = 2_000_000;

/** Those of the exceptions that rules allow after all, on a port that the exception's rule has. */
function reopenedBy(sites: readonly ExceptSite[], rules: readonly PolicyRuleModel[]): readonly ReopenedExcept[] {
  const known = rules.filter(({ ports }) => ports !== undefined);
  const anywhere = known.some((rule) => rule.anywhere);
  const together = uniteAddresses(known.map(addressesOfRule));
  const answers = new Map<string, Reopening>();
  let left = looks;
  return sites.flatMap((site): readonly ReopenedExcept[] => {
    const { rule: { ports }, except: { range } } = site;
    if (ports === undefined || (!anywhere && partWithin(together, range).length === 0)) return [];
    // Equal exceptions on equal ports have one answer: the block an exception is cut out of has no part in it.
    const key = `${range.text} ${portsIdentity(ports)}`;
    let answer = answers.get(key);
    if (answer === undefined) {
      left -= known.length;
      if (left < 0) return [];
      answer = reopening(range, ports, known);
      answers.set(key, answer);
    }
    return answer.by.length === 0 ? [] : [{ ...site, ...answer }];
  });
}

interface Contribution {
  readonly rule: PolicyRuleModel;
  readonly ports: PortSet;
  readonly part: readonly Interval<bigint>[];
}

/** Who lets which part of a network through on some of the ports, and on which of them all of it. */
export function reopening(range: CidrRange, ports: PortSet, rules: readonly PolicyRuleModel[]): Reopening {
  const contributions = rules.flatMap((rule): readonly Contribution[] => {
    if (rule.ports === undefined) return [];
    const part = rule.anywhere ? [range] : partWithin(addressesOfRule(rule), range);
    return part.length > 0 && portsIntersect(rule.ports, ports) ? [{ rule, ports: rule.ports, part }] : [];
  });
  if (contributions.length === 0) return { segments: [], everywhere: false, by: [] };
  const segments: PortSegment[] = [];
  const by = new Set<PolicyRuleModel>();
  let everywhere = true;
  for (const segment of portSegments([ports, ...contributions.map((one) => one.ports)])) {
    if (!hasSegment(ports, segment)) continue;
    const here = contributions.filter((one) => hasSegment(one.ports, segment));
    if (!coverTogether(here, range)) {
      everywhere = false;
      continue;
    }
    segments.push(segment);
    for (const { rule } of here) by.add(rule);
  }
  return { segments, everywhere, by: segments.length > 0 ? [...by] : contributions.map(({ rule }) => rule) };
}

function coverTogether(contributions: readonly Contribution[], range: CidrRange): boolean {
  const [only] = contributions;
  if (only === undefined) return false;
  const parts = contributions.flatMap(({ part }) => part);
  const [v4, v6] = families.map((family) => setOf(family, family === range.family ? parts : []));
  return v4 !== undefined && v6 !== undefined && hasRange({ v4, v6 }, range);
}

/** Whether every rule that re-opens an exception is for a few of its ports only: a shape that people choose. */
export function isForFewerPorts({ rule, by }: ReopenedExcept): boolean {
  const { ports } = rule;
  return ports !== undefined && by.every((one) => one.ports !== undefined && coversPorts(ports, one.ports) && !coversPorts(one.ports, ports));
}
