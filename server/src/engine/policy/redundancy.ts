/**
 * What in a policy adds nothing to the rest of it. Each item gets one verdict, the plainest that holds: the same range twice
 * or inside another one of the list, a rule under one that allows every destination, a rule or peer under other rules,
 * a block under several others together.
 */
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { addressesIntersect, coversAddresses, sameAddresses } from '../net/address-set.ts';
import { coveredByOthers } from '../net/coverage.ts';
import { overlapping } from '../net/overlap.ts';
import type { Value } from '../yaml/value.ts';
import { addressesOfRule, blocksOf, coversPortsOf, isEmptyBlock, rulesOfPolicy, uniteAddresses } from './effect.ts';
import { directions } from './model.ts';
import type { BlockPeer, Peer, PolicyRuleModel } from './model.ts';
import { portsIdentity } from './ports.ts';
import { superfluousRanges } from './ranges.ts';

/** A rule that other rules of its policy make superfluous. */
export interface RedundantRule {
  readonly rule: PolicyRuleModel;
  /** Those that cover it; with `shadowed` the one that allows every destination. */
  readonly by: readonly PolicyRuleModel[];
  readonly shadowed: boolean;
}

/** A block that another rule of the policy makes superfluous, though not its whole rule. */
export interface RedundantPeer {
  readonly rule: PolicyRuleModel;
  readonly peer: BlockPeer;
  readonly by: PolicyRuleModel;
}

/** A block that other blocks of its rule cover together, none of them alone. */
export interface UnitedPeer {
  readonly peer: BlockPeer;
  readonly others: readonly BlockPeer[];
}

export interface Redundancy {
  readonly rules: readonly RedundantRule[];
  readonly peers: readonly RedundantPeer[];
  readonly united: readonly UnitedPeer[];
  /** The rules and peers that may be deleted, all of them at once. The peers of a redundant rule go with it. */
  readonly superfluous: ReadonlySet<Value>;
  /** The rules and peers that have a verdict: those, and what others cover together. Of that, some may lie in it themselves. */
  readonly spoken: ReadonlySet<Value>;
}

const nothing: Redundancy = { rules: [], peers: [], united: [], superfluous: new Set(), spoken: new Set() };

/** What in a network policy adds nothing; empty for other kinds. */
export const redundancyOf = perResource((resource: Resource): Redundancy => {
  const all = rulesOfPolicy(resource);
  if (all.length === 0) return nothing;
  const spoken = new Set<Value>(superfluousRanges(resource).map(({ item }) => item.item));
  const found = directions.map((direction) => acrossRules(all.filter((rule) => rule.direction === direction), spoken));
  const [rules, peers] = [found.flatMap((one) => one.rules), found.flatMap((one) => one.peers)];
  for (const { rule } of rules) for (const value of [rule.value, ...rule.peers.map((peer) => peer.value)]) spoken.add(value);
  for (const { peer } of peers) spoken.add(peer.value);
  const united = all.flatMap((rule) => unitedIn(rule, spoken));
  const verdicts = new Set([...spoken, ...united.map(({ peer }) => peer.value)]);
  return verdicts.size === 0 ? nothing : { rules, peers, united, superfluous: spoken, spoken: verdicts };
});

type Across = Pick<Redundancy, 'rules' | 'peers'>;

/**
 * Whole rules first, then single blocks of what remains. Goes from the last rule to the first, so that of two equal ones the
 * later is found, and compares with what is not found yet: whatever is found may then be deleted together.
 */
function acrossRules(all: readonly PolicyRuleModel[], spoken: ReadonlySet<Value>): Across {
  if (all.length < 2) return { rules: [], peers: [] };
  // What its own list repeats goes as well.
  const gone: Gone = new Set(all.flatMap(({ peers }) => peers.filter((peer): peer is BlockPeer => peer.type === 'block' && spoken.has(peer.value))));
  const candidates = candidatesOf(all);
  const budget = { left: comparisons };
  const last = all.toReversed().flatMap((rule): readonly [PolicyRuleModel, Candidates][] => {
    const around = candidates.get(rule);
    return around === undefined ? [] : [[rule, around]];
  });
  const rules = last.flatMap(([rule, around]): readonly RedundantRule[] => {
    const found = wholeRule(rule, around, gone, budget, spoken);
    if (found !== undefined) gone.add(rule);
    return found === undefined ? [] : [found];
  });
  const peers = last.flatMap(([rule, around]) => (gone.has(rule) ? [] : [...coverersOf(rule, around, gone, budget)].flatMap(([peer, by]): readonly RedundantPeer[] => {
    if (peer.type !== 'block' || spoken.has(peer.value)) return [];
    gone.add(peer);
    return [{ rule, peer, by }];
  })));
  return { rules: rules.reverse(), peers: peers.reverse() };
}

function wholeRule(rule: PolicyRuleModel, around: Candidates, gone: Gone, budget: Budget, spoken: ReadonlySet<Value>): RedundantRule | undefined {
  const shade = around.open.find((other) => other !== rule && !gone.has(other));
  if (shade !== undefined) return { rule, by: [shade], shadowed: true };
  const by = coverersOf(rule, around, gone, budget);
  return isWhole(rule, by, spoken) ? { rule, by: [...new Set(by.values())], shadowed: false } : undefined;
}

/** How many comparisons may still be made. */
interface Budget {
  left: number;
}

/** What is found already and must not serve as a reason. */
type Gone = Set<PolicyRuleModel | BlockPeer>;

/** Which rule covers which peer of a rule. */
function coverersOf(rule: PolicyRuleModel, around: Candidates, gone: Gone, budget: Budget): ReadonlyMap<Peer, PolicyRuleModel> {
  const by = new Map<Peer, PolicyRuleModel>();
  for (const peer of rule.peers) {
    const isCandidate = (other: PolicyRuleModel): boolean => other !== rule && !gone.has(other);
    const other = peer.type === 'selector'
      ? around.selectors.get(peer.identity ?? '')?.find(isCandidate)
      : peer.type === 'block' && around.suspects.has(peer) ? around.outer.find((one) => isCandidate(one) && budget.left-- > 0 && stillCovers(one, peer, gone)) : undefined;
    if (other !== undefined) by.set(peer, other);
  }
  return by;
}

/** Whether a rule covers a block without those of its own that were found superfluous. */
function stillCovers(rule: PolicyRuleModel, { addresses }: BlockPeer, gone: Gone): boolean {
  if (!coversAddresses(addressesOfRule(rule), addresses)) return false;
  const left = rule.peers.filter((one) => one.type !== 'block' || !gone.has(one));
  return left.length === rule.peers.length || coversAddresses(addressesOfRule({ ...rule, peers: left }), addresses);
}

/** Whether nothing of a rule is left without the peers that others cover, those that repeat one another and those that are empty. */
function isWhole({ peers }: PolicyRuleModel, by: ReadonlyMap<Peer, PolicyRuleModel>, spoken: ReadonlySet<Value>): boolean {
  return by.size > 0 && peers.every((peer) => by.has(peer) || (peer.type === 'block' && (isEmptyBlock(peer) || spoken.has(peer.value))));
}

/** What the rules with certain ports are compared with. */
interface Candidates {
  /** The rules that have all of the ports, themselves among them. */
  readonly outer: readonly PolicyRuleModel[];
  /** Those that allow every destination. */
  readonly open: readonly PolicyRuleModel[];
  /** Those with a selector, by its identity. */
  readonly selectors: ReadonlyMap<string, readonly PolicyRuleModel[]>;
  /** The blocks without an address that no other block has: only these can be superfluous. */
  readonly suspects: ReadonlySet<BlockPeer>;
}

/** More comparisons of rules than these are not made for one policy: what remains shows once what was found is mended. */
const comparisons = 300_000;
/** So many different lists of ports are compared with one another. */
const comparedPorts = 256;

/** The candidates for each rule. Rules with the same ports share theirs, so that many rules cost no more than their peers. */
function candidatesOf(all: readonly PolicyRuleModel[]): ReadonlyMap<PolicyRuleModel, Candidates> {
  const classes = grouped(all.filter((rule) => rule.ports !== undefined), (rule) => (rule.ports === undefined ? '' : portsIdentity(rule.ports)));
  const result = new Map<PolicyRuleModel, Candidates>();
  const lists = [...classes.values()];
  for (const list of lists) {
    const [inner] = list;
    if (inner === undefined) continue;
    const outer = lists.slice(0, comparedPorts).filter((other) => other !== list && other.slice(0, 1).some((one) => coversPortsOf(one, inner))).concat([list]).flat();
    if (outer.length < 2) continue;
    const blocks = outer.flatMap((rule) => blocksOf(rule).filter((block) => !isEmptyBlock(block)));
    const covered = coveredByOthers(blocks.map(({ addresses }) => addresses));
    const candidates: Candidates = {
      outer, open: outer.filter((rule) => rule.anywhere), suspects: new Set(blocks.filter((_, at) => covered[at])),
      selectors: bySelector(outer),
    };
    for (const rule of list) result.set(rule, candidates);
  }
  return result;
}

function bySelector(rules: readonly PolicyRuleModel[]): ReadonlyMap<string, readonly PolicyRuleModel[]> {
  const pairs = rules.flatMap((rule) => rule.peers.flatMap((peer) => (peer.type === 'selector' && peer.identity !== undefined ? [{ rule, identity: peer.identity }] : [])));
  return new Map([...grouped(pairs, ({ identity }) => identity)].map(([identity, list]) => [identity, list.map(({ rule }) => rule)]));
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** So many blocks of one rule are looked at more closely. */
const comparedUnited = 256;

/** The blocks that the other blocks of a rule cover together; without one that was found, the next must still be covered. */
function unitedIn(rule: PolicyRuleModel, spoken: ReadonlySet<Value>): readonly UnitedPeer[] {
  const all = blocksOf(rule).filter((block) => !isEmptyBlock(block));
  // Networks without exceptions nest or are disjoint: none is the union of others that does not contain them.
  if (all.every(({ excepts }) => excepts.length === 0) || spoken.has(rule.value)) return [];
  const overlaps = overlapping(all.map(({ range }) => range));
  const blocks = all.filter((_, at) => overlaps[at]);
  const covered = coveredByOthers(blocks.map(({ addresses }) => addresses));
  const found: UnitedPeer[] = [];
  const gone = new Set<BlockPeer>();
  const candidates = blocks.filter((block, at) => covered[at] === true && !spoken.has(block.value));
  for (const peer of candidates.slice(0, comparedUnited).reverse()) {
    const others = blocks.filter((other) => other !== peer && !gone.has(other) && addressesIntersect(other.addresses, peer.addresses) && !sameAddresses(other.addresses, peer.addresses));
    if (!coversAddresses(uniteAddresses(others.map(({ addresses }) => addresses)), peer.addresses)) continue;
    found.push({ peer, others });
    gone.add(peer);
  }
  return found.reverse();
}
