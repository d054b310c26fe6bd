/**
 * Who else speaks for the pods of a policy: the policies of its namespace that select the same pods by the same words, or
 * every pod. One sweep over all their networks, then each question costs what lies around one network.
 */
import type { Resource } from '../model/resource.ts';
import { findOverlaps } from '../net/overlap.ts';
import type { CidrRange } from '../net/range.ts';
import { blocksOf, rulesOfPolicy } from './effect.ts';
import { policyModel } from './model.ts';
import type { BlockPeer, Direction, PolicyRuleModel } from './model.ts';
import { portsIdentity } from './ports.ts';
import { selectsAll } from './selector.ts';

/** A policy among those of its namespace. */
export interface Member {
  readonly resource: Resource;
  /** Its place among them. */
  readonly at: number;
  /** The same for policies that select the same pods by what they say; empty for all pods. */
  readonly pods: string;
  readonly rules: readonly PolicyRuleModel[];
}

/** A rule of another policy. */
export interface Outer {
  readonly member: Member;
  readonly rule: PolicyRuleModel;
  /** The block that was found around the one in question; absent for a rule that allows every destination, and for selectors. */
  readonly block?: BlockPeer;
}

/** Policies of one namespace, prepared for being asked who allows what is around a network. */
export interface Neighbourhood {
  /** Those that can be compared with another one. */
  readonly members: readonly Member[];
  /** The rules of other policies for the same pods that allow every destination. */
  open(member: Member, direction: Direction): readonly Outer[];
  /** Those that have a block around a network of one of the members, or the same one. */
  around(member: Member, direction: Direction, range: CidrRange): readonly Outer[];
  /** Those with this selector among their peers. */
  selecting(member: Member, direction: Direction, identity: string): readonly Outer[];
}

/** So many rules around one network are looked at. */
const compared = 64;

const latest = new WeakMap<Resource, { readonly resources: readonly Resource[]; readonly prepared: Neighbourhood }>();

/** Looks at the policies of a namespace; once, as long as they are the same. */
export function neighbourhood(resources: readonly Resource[]): Neighbourhood {
  const [first] = resources;
  const known = first === undefined ? undefined : latest.get(first);
  if (known?.resources.length === resources.length && known.resources.every((resource, at) => resource === resources[at])) return known.prepared;
  const prepared = prepare(comparable(resources));
  if (first !== undefined) latest.set(first, { resources, prepared });
  return prepared;
}

function prepare(members: readonly Member[]): Neighbourhood {
  const [open, selectors] = [createCabinet(), createCabinet()];
  for (const member of members) {
    for (const rule of member.rules) {
      if (rule.anywhere) open.add(groupOf(member, rule.direction), { member, rule });
      for (const peer of rule.peers) {
        if (peer.type === 'selector' && peer.identity !== undefined) selectors.add(`${groupOf(member, rule.direction)}\n${peer.identity}`, { member, rule });
      }
    }
  }
  const placesAround = networksOf(members);
  /** Those of other policies, of the member's own group first. */
  const choose = (member: Member, direction: Direction, lists: (group: string) => readonly (readonly Outer[])[]): readonly Outer[] => {
    const groups = [groupOf(member, direction), ...(member.pods === '' ? [] : [groupOf({ pods: '' }, direction)])];
    return groups.flatMap(lists).flat().filter((one) => one.member !== member && !isSameObject(one.member, member)).slice(0, compared);
  };
  return {
    members,
    open: (member, direction) => choose(member, direction, (group) => [open.get(group)]),
    around: (member, direction, range) => {
      const places = placesAround(range);
      return choose(member, direction, (group) => places.map((place) => place.get(group)));
    },
    selecting: (member, direction, identity) => choose(member, direction, (group) => [selectors.get(`${group}\n${identity}`)]),
  };
}

function groupOf({ pods }: Pick<Member, 'pods'>, direction: Direction): string {
  return `${direction}\n${pods}`;
}

/** The members that select the same pods as another one, or are beside one for all pods. */
function comparable(resources: readonly Resource[]): readonly Member[] {
  const all = resources.flatMap((resource, at): readonly Member[] => {
    const model = policyModel(resource);
    if (model?.podSelector?.complete !== true) return [];
    const rules = rulesOfPolicy(resource).filter(({ ports }) => ports !== undefined);
    return rules.length === 0 ? [] : [{ resource, at, rules, pods: selectsAll(model.podSelector) ? '' : model.podSelector.identity }];
  });
  const counts = new Map<string, number>();
  for (const { pods } of all) counts.set(pods, (counts.get(pods) ?? 0) + 1);
  return counts.has('') && all.length > 1 ? all : all.filter(({ pods }) => (counts.get(pods) ?? 0) > 1);
}

/** Two manifests of one policy, such as those of two environments, are no two policies. */
function isSameObject(one: Member, other: Member): boolean {
  return one.resource.name !== undefined && one.resource.name === other.resource.name;
}

/** Rules by a key. Of those that say the same two are kept: one is always of another policy than the one that asks. */
interface Cabinet {
  add(key: string, outer: Outer): void;
  get(key: string): readonly Outer[];
}

function createCabinet(): Cabinet {
  const lists = new Map<string, Outer[]>();
  const seen = new Map<string, Member | undefined>();
  return {
    add(key, outer) {
      const signature = `${key}\n${signatureOf(outer)}`;
      if (seen.has(signature)) {
        const first = seen.get(signature);
        if (first === undefined || first === outer.member) return;
        seen.set(signature, undefined);
      } else seen.set(signature, outer.member);
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [outer]);
      else list.push(outer);
    },
    get: (key) => lists.get(key) ?? none,
  };
}

const none: readonly Outer[] = [];

function signatureOf({ rule, block }: Outer): string {
  return `${identityOfPorts(rule)}\n${block === undefined || block.excepts.length === 0 ? '' : block.excepts.map(({ range }) => range.text).join(' ')}`;
}

const portsOfRules = new WeakMap<PolicyRuleModel, string>();

function identityOfPorts(rule: PolicyRuleModel): string {
  let identity = portsOfRules.get(rule);
  if (identity === undefined) portsOfRules.set(rule, (identity = rule.ports === undefined ? '' : portsIdentity(rule.ports)));
  return identity;
}

/** Gives for a network of a member the places of the networks that are it or lie around it. */
function networksOf(members: readonly Member[]): (range: CidrRange) => readonly Cabinet[] {
  const outers = members.flatMap((member) => member.rules.flatMap((rule) => blocksOf(rule).map((block): Required<Outer> => ({ member, rule, block }))));
  // The exceptions are asked about as well: they have a place among the networks and stand for nothing.
  const ranges = [...outers.map(({ block }) => block.range), ...outers.flatMap(({ block }) => block.excepts.map(({ range }) => range))];
  const { container, duplicateOf } = findOverlaps(ranges);
  const placeOf = (position: number): number => ((duplicateOf[position] ?? -1) < 0 ? position : duplicateOf[position] ?? position);
  const cabinets = new Map<number, Cabinet>();
  outers.forEach((outer, position) => {
    const place = placeOf(position);
    let cabinet = cabinets.get(place);
    if (cabinet === undefined) cabinets.set(place, (cabinet = createCabinet()));
    cabinet.add(groupOf(outer.member, outer.rule.direction), outer);
  });
  const positions = new Map(ranges.map((range, position) => [range, position]));
  return (range) => {
    const found: Cabinet[] = [];
    const position = positions.get(range);
    for (let place = position === undefined ? -1 : placeOf(position); place >= 0; place = container[place] ?? -1) {
      const cabinet = cabinets.get(place);
      if (cabinet !== undefined) found.push(cabinet);
    }
    return found;
  };
}
