// What a NetworkPolicy lets through, as sets. The one model under every rule, hover and fix about overlap and effect.
import { cidrOf } from '../fields/cidr.ts';
import { networkPolicy } from '../kinds/network-policy.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { addressesOf, addressesOfRange } from '../net/address-set.ts';
import type { AddressSet } from '../net/address-set.ts';
import { cidrDialects } from '../net/dialect.ts';
import type { CidrRange } from '../net/range.ts';
import type { PortSet } from '../net/port-set.ts';
import type { Value } from '../yaml/value.ts';
import { portsOfRule } from './ports.ts';
import { readSelector } from './selector.ts';
import type { Selector } from './selector.ts';

export type Direction = 'egress' | 'ingress';

/** An address block with what is cut out of it. */
export interface BlockPeer {
  readonly type: 'block';
  readonly value: Value;
  readonly at: Value;
  readonly range: CidrRange;
  readonly excepts: readonly { readonly value: Value; readonly range: CidrRange }[];
  /** What is left of the block. Host bits count as cleared. */
  readonly addresses: AddressSet;
}

/** Pods, by labels of their own and of their namespace. */
export interface SelectorPeer {
  readonly type: 'selector';
  readonly value: Value;
  readonly at: Value;
  /** Absent (or null): no demand where the other is there; else the policy's own namespace. */
  readonly pods: Selector | undefined;
  readonly namespaces: Selector | undefined;
  /** The same for peers that select the same pods by their text; `undefined` where something is not known. */
  readonly identity: string | undefined;
}

/** A peer that is refused, half-typed or holds a placeholder: nothing may be concluded from it. */
export interface UnknownPeer {
  readonly type: 'unknown';
  readonly value: Value;
  readonly at: Value;
}

export type Peer = BlockPeer | SelectorPeer | UnknownPeer;

/** One rule of a policy: what its peers and its ports have in common gets through. */
export interface PolicyRuleModel {
  readonly direction: Direction;
  readonly index: number;
  readonly value: Value;
  /** The list `to` or `from`, written or not. */
  readonly list: Value;
  /** No list of peers, or an empty one: every address and every pod. */
  readonly anywhere: boolean;
  readonly peers: readonly Peer[];
  /** `undefined` where a port is refused or not known. */
  readonly ports: PortSet | undefined;
}

export interface PolicyModel {
  readonly resource: Resource;
  /** Which directions the policy isolates, after defaulting: Ingress always without `policyTypes`, Egress with a rule of its own. */
  readonly isolates: Readonly<Record<Direction, boolean>>;
  readonly podSelector: Selector | undefined;
  /** The rules of both directions, whether or not the policy isolates them. */
  readonly rules: readonly PolicyRuleModel[];
  /** Whether everything about the rules of a direction is known; else a set built from them may be too small. */
  readonly complete: Readonly<Record<Direction, boolean>>;
}

export const directions: readonly Direction[] = ['egress', 'ingress'];

/** What a NetworkPolicy says; `undefined` for other kinds. */
export const policyModel = perResource((resource: Resource): PolicyModel | undefined => {
  if (resource.kind !== networkPolicy) return undefined;
  const spec = resource.root.at('spec');
  const rules = directions.flatMap((direction) => spec.at(direction).items().map((value, index) => readRule(value, direction, index)));
  const isComplete = (direction: Direction): boolean => spec.at(direction).type !== 'unknown' && rules.every((rule) => rule.direction !== direction || isKnown(rule));
  return {
    resource, rules,
    isolates: { egress: isolates(spec, 'egress'), ingress: isolates(spec, 'ingress') },
    podSelector: readSelector(spec.at('podSelector')),
    complete: { egress: isComplete('egress'), ingress: isComplete('ingress') },
  };
});

/** The rules of a direction that are in force. */
export function rulesInForce(model: PolicyModel, direction: Direction): readonly PolicyRuleModel[] {
  return model.isolates[direction] ? model.rules.filter((rule) => rule.direction === direction) : [];
}

function isKnown(rule: PolicyRuleModel): boolean {
  return rule.ports !== undefined && rule.list.type !== 'unknown' && rule.peers.every((peer) => peer.type !== 'unknown');
}

function isolates(spec: Value, direction: Direction): boolean {
  const types = spec.at('policyTypes').items();
  if (types.length === 0) return direction === 'ingress' || spec.at('egress').items().length > 0;
  return types.some((type) => type.type === 'unknown' || type.string === (direction === 'egress' ? 'Egress' : 'Ingress'));
}

function readRule(value: Value, direction: Direction, index: number): PolicyRuleModel {
  const side = direction === 'egress' ? 'to' : 'from';
  const list = value.at(side);
  const listed = list.items().map(readPeer);
  const peers = listed.length === 0 && hasStrayField(value, side) ? [{ type: 'unknown', value, at: value } as const] : listed;
  return { direction, index, value, list, peers, anywhere: peers.length === 0 && list.type !== 'unknown', ports: portsOfRule(value.at('ports')) };
}

/** A rule without peers is for everybody, unless a field that does not exist (`from` in egress, `ipBlock` beside `to`) was meant to list them. */
function hasStrayField(rule: Value, side: 'to' | 'from'): boolean {
  return rule.hasUnknownEntries || rule.entries().some(({ step }) => step !== side && step !== 'ports');
}

function readPeer(value: Value): Peer {
  const block = value.at('ipBlock');
  const [pods, namespaces] = [value.at('podSelector'), value.at('namespaceSelector')];
  const hasBlock = isWritten(block);
  const hasSelector = isWritten(pods) || isWritten(namespaces);
  if (hasBlock && !hasSelector) return readBlock(value, block) ?? { type: 'unknown', value, at: block };
  return hasSelector && !hasBlock ? readSelectors(value, pods, namespaces) : { type: 'unknown', value, at: value };
}

function readSelectors(value: Value, pods: Value, namespaces: Value): SelectorPeer {
  const [podSelector, namespaceSelector] = [pods, namespaces].map((selector) => (isWritten(selector) ? readSelector(selector) : undefined));
  const known = [podSelector, namespaceSelector].every((selector) => selector?.complete !== false);
  return {
    type: 'selector', value, at: isWritten(pods) ? pods : namespaces, pods: podSelector, namespaces: namespaceSelector,
    identity: known ? `${namespaceSelector?.identity ?? 'own'} / ${podSelector?.identity ?? 'any'}` : undefined,
  };
}

/** Null is absence for a built-in kind. */
function isWritten(value: Value): boolean {
  return value.exists && value.type !== 'null';
}

function readBlock(value: Value, block: Value): BlockPeer | undefined {
  const at = block.at('cidr');
  const reading = cidrOf({ value: at, dialect: cidrDialects.ipblock });
  const except = block.at('except');
  if (reading?.ok !== true || except.type === 'unknown') return undefined;
  const holes = except.items().map((item) => {
    const hole = cidrOf({ value: item, dialect: cidrDialects.ipblock });
    return hole?.ok === true ? { value: item, range: hole.range } : undefined;
  });
  if (holes.includes(undefined)) return undefined;
  const excepts = holes as BlockPeer['excepts'];
  return { type: 'block', value, at, range: reading.range, excepts, addresses: excepts.length === 0 ? addressesOfRange(reading.range) : addressesOf([reading.range], excepts.map((one) => one.range)) };
}
